import { initSync } from "./generated/doctor.js";
import { base64 } from "./generated/doctor-base64.js";
import { inlined } from "./inline.js";

initSync({ module: inlined(base64) });

export * from "./doctor-api.js";
