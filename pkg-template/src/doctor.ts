import * as api from "./doctor-api.js";
import { initSync } from "./generated/doctor.js";
import { hex } from "./generated/doctor-hex.js";
import { inlined } from "./inline.js";

initSync({ module: inlined(hex) });

// Bindings of this module, not of that one: else bundlers leave this one out, with the module that it starts.
export const { diagnose, mistakes, recognise } = api;
export { SigV4Error } from "./errors.js";
