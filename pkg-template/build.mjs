// Makes pkg/ from src/ and from what the builder put into src/generated/. Run by `make pkg`.
import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { rollup } from "rollup";
import { minify } from "terser";

const here = import.meta.dirname;
const root = path.dirname(here);
const generated = path.join(here, "src/generated");
const compiled = path.join(here, "dist");
const pkg = path.join(root, "pkg");

const FAST = ["-Os"];
// To take expressions apart and to build loops and branches anew finds code that is the same.
const ANEW = ["--flatten", "--rereloop", "-Oz"];
const SMALL = ["-Oz", ...ANEW, ...ANEW, "-Oz"];

/**
 * How fast each artefact has to be and as which text entries have it. Base64 is shorter and read sooner, but three bytes to
 * four characters hide from gzip what repeats: gzipped it comes out a sixth larger than hex. Ranks are an eighth smaller
 * than hex, but no platform reads them: that takes JavaScript 2 to 5 ms.
 */
const ARTEFACTS = {
  sigv4: { passes: FAST, encodings: ["base64", "hex"] },
  inspect: { passes: SMALL, encodings: ["ranks"] },
  doctor: { passes: SMALL, encodings: ["ranks"] },
};

/** What a module of each encoding exports. */
const ENCODERS = {
  base64: (bytes) => ({ base64: bytes.toString("base64") }),
  hex: (bytes) => ({ hex: bytes.toString("hex") }),
  ranks: inRanks,
};

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

/**
 * The files that entries share, each of these modules and what they import. Node takes about as long to find and link a
 * file as to read 20 KB of it, so they are few.
 */
const SHARED = {
  core: ["api", "instance", "inline", "foreign"],
  explain: ["explaining-api"],
  diagnose: ["doctor-api"],
  "sdk-signer": ["aws-sdk-api"],
};

/** What no entry is, but starts a module: else it becomes part of `inspect`, of which bundlers then keep all. */
const APART = ["explaining.js", "explaining-workerd.js", "explaining-edge.js"];

for (const folder of [pkg, compiled]) rmSync(folder, { recursive: true, force: true });
mkdirSync(pkg);
for (const [name, { passes, encodings }] of Object.entries(ARTEFACTS)) optimise(name, passes, encodings);
tool("typescript/bin/tsc", ["--project", here]);
for (const name of Object.keys(ARTEFACTS)) copyGlue(name);
const manifest = packageManifest();
await bundle(manifest);
for (const entry of Object.values(manifest.exports)) if (entry.types) copyTypes(entry.types);
rmSync(compiled, { recursive: true });
for (const file of ["README.md", "CHANGELOG.md", "LICENSE-MIT", "LICENSE-APACHE", "examples"]) copyDocument(file);
writeFileSync(path.join(pkg, "LICENSE-THIRD-PARTY"), thirdPartyLicences());
// Last, since it tells make that the package is whole.
writeFileSync(path.join(pkg, "package.json"), `${JSON.stringify(manifest, null, 2)}\n`);

function optimise(name, passes, encodings) {
  const module = path.join(pkg, `${name}.wasm`);
  const features = WASM_FEATURES.map((feature) => `--enable-${feature}`);
  const strip = ["--strip-debug", "--strip-producers", "--strip-target-features"];
  // What has one caller stays out of it: the engine compiles whole functions, and most calls need but a part. The lowest
  // kilobyte is the end of the stack, which the linker puts first.
  const options = ["--one-caller-inline-max-function-size=30", "--low-memory-unused", ...strip, ...features];
  tool("binaryen/bin/wasm-opt", [...options, ...passes, path.join(generated, `${name}_bg.wasm`), "-o", module]);
  for (const encoding of encodings) {
    const texts = Object.entries(ENCODERS[encoding](readFileSync(module)));
    const lines = texts.map(([of, text]) => `export const ${of}: string = ${JSON.stringify(text)};\n`);
    writeFileSync(path.join(generated, `${name}-${encoding}.ts`), lines.join(""));
  }
}

/** What `ofRanks` of src/inline.ts reads. The rarest byte has the one character that a literal escapes, the backslash. */
function inRanks(bytes) {
  const [first, singles, characters] = [0x23, 90, 92];
  const counts = new Uint32Array(256);
  for (const byte of bytes) counts[byte]++;
  const ranking = [...counts.keys()].sort((a, b) => counts[b] - counts[a]);
  ranking.splice("\\".charCodeAt(0) - first, 0, ranking.pop());
  const charactersOf = new Array(256);
  for (const [rank, byte] of ranking.entries()) {
    const beyond = rank - singles;
    const codes = beyond < 0 ? [rank] : [singles + Math.floor(beyond / characters), beyond % characters];
    charactersOf[byte] = String.fromCharCode(...codes.map((code) => first + code));
  }
  return {
    ranking: Buffer.from(ranking).toString("hex"),
    text: Array.from(bytes, (byte) => charactersOf[byte]).join(""),
  };
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

/** The first line names declarations that are not in the package. */
function copyGlue(name) {
  const glue = readFileSync(path.join(generated, `${name}.js`), "utf8").replace(/^\/\* @ts-self-types=.*\n/, "");
  writeFileSync(path.join(compiled, `generated/${name}.js`), glue);
}

/** A shared file as it is parsed fastest, in lines and with all functions under their names: an error shows both. */
function shortened(code, { name }) {
  if (!Object.hasOwn(SHARED, name)) return null;
  return minify(code, {
    module: true,
    ecma: 2022,
    keep_classnames: true,
    keep_fnames: true,
    compress: { inline: 0, reduce_funcs: false },
    format: { ascii_only: true, beautify: true, indent_level: 1, preserve_annotations: true },
  });
}

/** The entries, and the files that they share. */
async function bundle({ exports }) {
  const scripts = [...targetsOf(exports), ...APART].filter((file) => file.endsWith(".js"));
  const modules = (names) => names.map((name) => path.join(compiled, `${name}.js`));
  const build = await rollup({
    input: [...new Set(scripts)].map((file) => path.join(compiled, file)),
    external: /\.wasm(\?module)?$/,
    plugins: [{ name: "shortened", renderChunk: shortened }],
    onwarn(warning) {
      throw new Error(warning.message);
    },
  });
  await build.write({
    dir: pkg,
    chunkFileNames: "[name].js",
    manualChunks: Object.fromEntries(Object.entries(SHARED).map(([name, of]) => [name, modules(of)])),
    minifyInternalExports: false,
    // Else an entry imports what its imports import, and bundlers take that for a side effect.
    hoistTransitiveImports: false,
  });
}

/** The files that `exports` leads to, by whichever conditions. */
function targetsOf(exports) {
  return typeof exports === "string" ? [exports] : Object.values(exports).flatMap(targetsOf);
}

/** Declarations, with those that they lead to. The others name the generated glue. */
function copyTypes(file) {
  if (existsSync(path.join(pkg, file))) return;
  const text = readFileSync(path.join(compiled, file), "utf8");
  mkdirSync(path.join(pkg, path.dirname(file)), { recursive: true });
  writeFileSync(path.join(pkg, file), text);
  for (const [, from] of text.matchAll(/\bfrom "(\.[^"]+)\.js"/g))
    copyTypes(path.join(path.dirname(file), `${from}.d.ts`));
}

function copyDocument(name) {
  const source = [path.join(here, name), path.join(root, name)].find(existsSync);
  cpSync(source, path.join(pkg, name), { recursive: true });
}

/** What is compiled in, and the texts that the licences of those crates ask for. */
function thirdPartyLicences() {
  const cargo = (...given) => execFileSync("cargo", given, { cwd: root, encoding: "utf8", maxBuffer: 1 << 26 });
  const of = ["--locked", "--features", "wasm,inspect,doctor"];
  const format = ["--edges", "normal,no-proc-macro", "--no-dedupe", "--prefix", "none", "--format", "{p}"];
  const tree = cargo("tree", "--target", "wasm32-unknown-unknown", ...format, ...of);
  const linked = new Set(tree.split("\n"));
  const { packages } = JSON.parse(cargo("metadata", "--format-version", "1", ...of));
  const crates = packages.filter(({ name, version }) => linked.has(`${name} v${version}`));
  const texts = crates.flatMap(({ name, license, manifest_path }) => {
    const folder = path.dirname(manifest_path);
    // Apache-2.0 asks for the notice alone, where there is one, beside its own text.
    const isApache = /Apache-2\.0/.test(license) && !/\bAND\b/.test(license);
    const wanted = isApache ? /^NOTICE/i : /^(NOTICE|COPYING|LICEN[CS]E(?!-APACHE))/i;
    const files = readdirSync(folder).filter((file) => wanted.test(file));
    return files.map((file) => `${name}\n\n${readFileSync(path.join(folder, file), "utf8").trim()}\n`);
  });
  const list = crates.map(({ name, version, license }) => `${name} ${version}: ${license}`);
  const intro =
    "The WebAssembly modules hold code of Rust's standard library (MIT OR Apache-2.0) and of these crates. Where Apache-2.0\n" +
    "is a choice, it is the one taken: its text is in LICENSE-APACHE.\n";
  return [intro, `${list.sort().join("\n")}\n`, ...texts].join(`\n${"-".repeat(80)}\n\n`);
}
