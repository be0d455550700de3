// Makes pkg/ from src/ and from what the builder put into src/generated/. Run by `make pkg`.
import { execFileSync } from "node:child_process";
import { copyFileSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";

const here = import.meta.dirname;
const root = path.dirname(here);
const generated = path.join(here, "src/generated");
const pkg = path.join(root, "pkg");
const artefacts = ["sigv4", "inspect", "doctor"];

// All that the modules use and that every engine since Node 20 has; `--all-features` makes one that Node refuses.
const WASM_FEATURES = [
  "simd",
  "bulk-memory",
  "nontrapping-float-to-int",
  "sign-ext",
  "mutable-globals",
  "reference-types",
  "multivalue",
];

rmSync(pkg, { recursive: true, force: true });
mkdirSync(path.join(pkg, "generated"), { recursive: true });
for (const name of artefacts) optimise(name);
tool("typescript/bin/tsc", ["--project", here]);
for (const name of artefacts) copyFileSync(path.join(generated, `${name}.js`), path.join(pkg, `generated/${name}.js`));
const manifest = packageManifest();
removePrivateTypes(manifest);
for (const file of ["README.md", "CHANGELOG.md", "LICENSE-MIT", "LICENSE-APACHE", "examples"]) copyDocument(file);
// Last, since it tells make that the package is whole.
writeFileSync(path.join(pkg, "package.json"), `${JSON.stringify(manifest, null, 2)}\n`);

function optimise(name) {
  const module = path.join(pkg, `${name}.wasm`);
  const features = WASM_FEATURES.map((feature) => `--enable-${feature}`);
  const strip = ["--strip-debug", "--strip-producers", "--strip-target-features"];
  tool("binaryen/bin/wasm-opt", ["-O4", ...strip, ...features, path.join(generated, `${name}_bg.wasm`), "-o", module]);
  // Not base64: three bytes to four characters hide from gzip what repeats, and it comes out a fifth larger.
  const hex = readFileSync(module, "hex");
  writeFileSync(path.join(generated, `${name}-hex.ts`), `export const hex: string = "${hex}";\n`);
}

function tool(script, args) {
  execFileSync(process.execPath, [path.join(here, "node_modules", script), ...args], { stdio: "inherit" });
}

/** The template without what is for its development, with the version of the crate. */
function packageManifest() {
  const { devDependencies: _, ...template } = JSON.parse(readFileSync(path.join(here, "package.json"), "utf8"));
  const [, version] = /^version = "(.+)"$/m.exec(readFileSync(path.join(root, "Cargo.toml"), "utf8"));
  const { name, ...rest } = template;
  return { name, version, ...rest };
}

/** Keeps the declarations that an entry's lead to. The others name the generated glue, which has none here. */
function removePrivateTypes({ exports }) {
  const kept = new Set();
  const visit = (file) => {
    if (kept.has(file)) return;
    kept.add(file);
    const text = readFileSync(path.join(pkg, file), "utf8");
    for (const [, from] of text.matchAll(/\bfrom "(\.[^"]+)\.js"/g)) {
      visit(path.join(path.dirname(file), `${from}.d.ts`));
    }
  };
  for (const entry of Object.values(exports)) if (entry.types) visit(path.normalize(entry.types));
  for (const file of readdirSync(pkg, { recursive: true })) {
    if (file.endsWith(".d.ts") && !kept.has(file)) rmSync(path.join(pkg, file));
  }
}

function copyDocument(name) {
  const source = [path.join(here, name), path.join(root, name)].find(existsSync);
  if (source) cpSync(source, path.join(pkg, name), { recursive: true });
}
