// The variants for Workers and edge runtimes, through each bundler that can be told a condition: the .wasm files stay
// modules, as the platform compiles them itself, and what was built runs in workerd.
import assert from "node:assert/strict";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { before, test } from "node:test";
import { WITHOUT_SLIM } from "./support/entries.mjs";
import { run } from "./support/process.mjs";
import { ran } from "./support/ran.mjs";
import { assertSigned } from "./support/vectors.mjs";
import { workspace } from "./support/workspace.mjs";

let group;
let Miniflare;
before(async () => {
  ({ Miniflare } = await (await workspace("runtimes")).import("miniflare"));
  group = await workspace("bundlers");
});

/** How each bundler makes `BUNDLER-CONDITION/main.js` of worker.js. */
const BUILD = {
  vite: (condition) => bin(condition, "vite", "build", "--config", "worker.vite.config.mjs"),
  webpack: (condition) => bin(condition, "webpack", "--config", "worker.webpack.config.mjs"),
  rollup: (condition) => bin(condition, "rollup", "--config", "worker.rollup.config.mjs", "--silent"),
  esbuild: (condition) =>
    bin(
      condition,
      "esbuild",
      "worker.js",
      "--bundle",
      "--format=esm",
      "--minify",
      `--conditions=${condition}`,
      "--external:*.wasm",
      "--external:*.wasm?module",
      `--outfile=esbuild-${condition}/main.js`,
    ),
};

const bin = (condition, bundler, ...args) =>
  run(group.bin(bundler), args, { cwd: group.folder, env: { CONDITION: condition }, seconds: 120 });

/** The script and the .wasm files that it imports by static imports, under the names by which it does. */
function modules(folder) {
  const contents = readFileSync(group.file(folder, "main.js"), "utf8");
  const imports = [...contents.matchAll(/\bfrom ?["']\.\/([^"']+\.wasm)(\?module)?["']/g)];
  const wasm = imports.map(([, path, suffix = ""]) => {
    const file = path.replace("node_modules/sigv4-wasm/", "");
    const bytes = readFileSync(group.file("node_modules/sigv4-wasm", file));
    return { type: "CompiledWasm", path: path + suffix, contents: bytes };
  });
  return [{ type: "ESModule", path: "main.js", contents }, ...wasm];
}

async function answer(made) {
  // A date from before workerd could compile bytes at start-up.
  const worker = new Miniflare({ modules: made, compatibilityDate: "2024-01-01", cf: false });
  try {
    return await (await worker.dispatchFetch("http://localhost/")).text();
  } finally {
    await worker.dispose();
  }
}

for (const [name, build] of Object.entries(BUILD)) {
  test(`${name}: conditions workerd and edge-light, .wasm files left as modules`, async () => {
    for (const condition of ["workerd", "edge-light"]) {
      await build(condition);
      const made = modules(`${name}-${condition}`);
      assert.equal(made.length, 4, "three .wasm files");
      assert.doesNotMatch(made[0].contents, /[0-9a-f]{1000}/, "no wasm is inlined");
      assertSigned(await answer(made), WITHOUT_SLIM);
    }
    const what = "conditions `workerd` and `edge-light`, run in workerd: `.wasm` external";
    ran("Bundler", name, group.version(name), WITHOUT_SLIM, what);
  });
}

test("rollup with unwasm, as Nitro and Nuxt build for Workers", async () => {
  await bin("", "rollup", "--config", "worker.unwasm.config.mjs", "--silent");
  const names = readdirSync(group.file("unwasm"), { recursive: true }).filter((name) => /\.(js|wasm)$/.test(name));
  const made = names.map((name) => {
    const isWasm = name.endsWith(".wasm");
    const contents = readFileSync(group.file("unwasm", name), isWasm ? null : "utf8");
    return { type: isWasm ? "CompiledWasm" : "ESModule", path: name, contents };
  });
  assert.equal(names.filter((name) => name.endsWith(".wasm")).length, 3, names.join());
  // A worker is started by its first module.
  made.sort((a, b) => Number(b.path === "worker.js") - Number(a.path === "worker.js"));
  assertSigned(await answer(made), WITHOUT_SLIM);
  ran("Bundler", "unwasm (Nitro, Nuxt)", group.version("unwasm"), WITHOUT_SLIM, "rollup, run in workerd");
});

test("parcel takes no .wasm file as a module", async () => {
  mkdirSync(group.file("static"), { recursive: true });
  writeFileSync(group.file("static/main.js"), 'import module from "sigv4-wasm/sigv4.wasm";\nconsole.log(module);\n');
  writeFileSync(group.file("static.html"), '<!doctype html>\n<script type="module" src="static/main.js"></script>\n');
  const built = bin("", "parcel", "build", "static.html", "--dist-dir", "static-dist", "--no-cache");
  await assert.rejects(built, /No transformers found for .*sigv4\.wasm/);
});
