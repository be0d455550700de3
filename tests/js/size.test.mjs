// What the package may weigh: bytes, gzipped at level 9. A budget is lowered when the package is lighter, never raised
// without a reason. It is that of the compiler that `checked-by` in Cargo.toml names: of another it may be a little more.
import assert from "node:assert/strict";
import path from "node:path";
import { test } from "node:test";
import * as esbuild from "esbuild";
import { ofCompiler } from "../support/compiler.mjs";
import { gzippedBundle, gzippedFile } from "../support/minified.mjs";

const KB = 1024;
const pkg = path.join(import.meta.dirname, "../../pkg");

function assertWithin(bytes, kilobytes, what) {
  const budget = Math.floor(kilobytes * KB * (1 + ofCompiler));
  const over = `${bytes - budget} bytes over the budget of ${budget}`;
  assert.ok(
    bytes <= budget,
    `${what}: ${bytes} bytes gzipped, ${over}: save as many elsewhere (CONTRIBUTING.md, "A size")`,
  );
}

for (const [artefact, budget] of [
  ["sigv4.wasm", 34.2],
  ["inspect.wasm", 44],
  ["doctor.wasm", 136.4],
]) {
  test(`${artefact} is at most ${budget} KB`, () => {
    assertWithin(gzippedFile(path.join(pkg, artefact)), budget, artefact);
  });
}

test("the default entry, bundled and minified with its wasm inlined, is at most 48.8 KB", async () => {
  assertWithin(await gzippedBundle(esbuild, 'export * from "./pkg/index.js"'), 48.8, "sigv4-wasm");
});

// By esbuild, which keeps whatever has side effects in all files that a used one imports, used or not.
for (const [name, budget] of [
  ["explain", 52.2],
  ["diagnose", 143.5],
  ["SigV4Error", 2],
]) {
  test(`${name} of sigv4-wasm/inspect, bundled and minified without the others, is at most ${budget} KB`, async () => {
    assertWithin(await gzippedBundle(esbuild, `export { ${name} } from "./pkg/inspect.js"`), budget, name);
  });
}
