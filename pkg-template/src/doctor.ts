import * as api from "./doctor-api.js";
import { initSync } from "./generated/doctor.js";
import { hex } from "./generated/doctor-hex.js";
import { ofHex } from "./inline.js";

initSync({ module: ofHex(hex) });

// Bindings of this module, not of that one: else bundlers leave this one out, with the module that it starts.
export const { diagnose, mistakes, recognise } = api;
export { SigV4Error } from "./errors.js";
