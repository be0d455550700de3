// The same where wasm hashes all of it, as in browsers.
process.getBuiltinModule = undefined;
await import("./in-a-row.test.mjs");
