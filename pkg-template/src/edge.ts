import { ofThisRealm } from "./foreign.js";
import { start } from "./module.js";
import module from "./sigv4.wasm?module";

start(ofThisRealm(module));

export * from "./api.js";
