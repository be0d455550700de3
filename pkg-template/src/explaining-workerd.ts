import { initSync } from "./generated/inspect.js";
import module from "./inspect.wasm";

initSync({ module });

export * from "./explaining-api.js";
