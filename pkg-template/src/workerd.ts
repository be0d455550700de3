import { start } from "./instance.js";
import module from "./sigv4.wasm";

start(module);

export * from "./api.js";
