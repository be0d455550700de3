import * as api from "./doctor-api.js";
import { initSync } from "./generated/doctor.js";
import { ranking, text } from "./generated/doctor-ranks.js";
import { ofRanks } from "./inline.js";

initSync({ module: ofRanks(ranking, text) });

// Bindings of this module, not of that one: else bundlers leave this one out, with the module that it starts.
export const { diagnose, mistakes, recognise } = api;
export { SigV4Error } from "./errors.js";
