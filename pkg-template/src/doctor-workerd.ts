import { initSync } from "./generated/doctor.js";
import module from "./doctor.wasm";

initSync({ module });

export * from "./doctor-api.js";
