//! `sigv4-wasm-builder OUT NAME.wasm…`: writes for each module `OUT/NAME.js`, `.d.ts` and `_bg.wasm`,
//! and `OUT/error-codes.ts`, the codes of [`sigv4_wasm::ErrorKind`] for TypeScript.

use anyhow::{Context, Result};
use sigv4_wasm::ErrorKind;
use std::fmt::Write as _;
use std::fs::{self, OpenOptions};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use wasm_bindgen_cli_support::Bindgen;

/// In the words of the loader of wasm-bindgen, which makes one instance for good.
const RENEW: &str = "
export function renew() {
    new Uint8Array(wasm.memory.buffer).fill(0);
    __wbg_finalize_init(new WebAssembly.Instance(wasmModule, __wbg_get_imports()), wasmModule);
}
";
const RENEW_TYPE: &str = "
/** Wipes the instance of the module, and puts another in its place. Where something ends this halfway, it is to be called again. */
export function renew(): void;
";

fn main() -> Result<()> {
    let mut arguments = std::env::args_os().skip(1).map(PathBuf::from);
    let out = arguments.next().context("usage: sigv4-wasm-builder OUT NAME.wasm…")?;
    for module in arguments {
        glue(&module, &out).with_context(|| format!("wasm-bindgen on {}", module.display()))?;
    }
    fs::write(out.join("error-codes.ts"), error_codes()?).context("writing error-codes.ts")
}

/// One `web` output serves every entry: without a default path nothing in it makes a bundler look for a file.
fn glue(module: &Path, out: &Path) -> Result<()> {
    Bindgen::new()
        .input_path(module)
        .web(true)?
        .omit_default_module_path(true)
        .typescript(true)
        .generate(out)?;
    let name = out.join(module.file_stem().context("a module has a name")?);
    append(&name.with_extension("js"), RENEW)?;
    append(&name.with_extension("d.ts"), RENEW_TYPE)
}

fn append(file: &Path, text: &str) -> Result<()> {
    let mut file = OpenOptions::new().append(true).open(file)?;
    Ok(file.write_all(text.as_bytes())?)
}

fn error_codes() -> Result<String> {
    let mut text = String::from(
        "/** Stable; the README says what to do for each. */\nexport type SigV4ErrorCode =\n",
    );
    for kind in ErrorKind::ALL {
        writeln!(text, "  | {:?}", kind.code())?;
    }
    text.push_str(";\n\n/** What is accepted, for the refusals that are made in TypeScript. */\nexport const ACCEPTED: Record<SigV4ErrorCode, string> = {\n");
    for kind in ErrorKind::ALL {
        // ASCII alone: one other character, and V8 keeps the whole file in two bytes a character.
        writeln!(text, "  {}: \"{}\",", kind.code(), kind.accepted().escape_default())?;
    }
    text.push_str("};\n");
    Ok(text)
}
