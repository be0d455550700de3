// Work that is done again leaves wasm memory, which never shrinks, and the heap as they were.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import path from "node:path";
import { test } from "node:test";

const script = path.join(import.meta.dirname, "../support/memory.mjs");
const pkg = path.join(import.meta.dirname, "../../pkg");

/** Two pages; of 200,000 URLs one byte each would be more. */
const WASM_LIMIT = 2 << 16;
/** What the engine keeps of code and shapes moves by some hundred KB. */
const HEAP_LIMIT = 1 << 20;

for (const [name, scale, ...where] of [
  ["with node:crypto", 0.2],
  ["all hashed in wasm", 0.02, "in-wasm"],
]) {
  const output = execFileSync(process.execPath, ["--expose-gc", script, pkg, String(scale), ...where], {
    encoding: "utf8",
  });
  for (const { what, count, wasmBytes, heapBytes } of JSON.parse(output)) {
    test(`${count} ${what} leave memory flat, ${name}`, () => {
      assert.ok(wasmBytes <= WASM_LIMIT, `wasm memory grew by ${wasmBytes} bytes`);
      assert.ok(heapBytes <= HEAP_LIMIT, `the heap grew by ${heapBytes} bytes`);
    });
  }
}
