import { ofThisRealm } from "./foreign.js";
import { initSync } from "./generated/inspect.js";
import module from "./inspect.wasm?module";

initSync({ module: ofThisRealm(module) });

export * from "./explaining-api.js";
