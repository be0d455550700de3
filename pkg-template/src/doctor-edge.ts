import { ofThisRealm } from "./foreign.js";
import { initSync } from "./generated/doctor.js";
import module from "./doctor.wasm?module";

initSync({ module: ofThisRealm(module) });

export * from "./doctor-api.js";
