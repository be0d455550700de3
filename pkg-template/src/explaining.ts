import * as api from "./explaining-api.js";
import { initSync } from "./generated/inspect.js";
import { ranking, text } from "./generated/inspect-ranks.js";
import { ofRanks } from "./inline.js";

initSync({ module: ofRanks(ranking, text) });

// Bindings of this module, not of that one: else bundlers leave this one out, with the module that it starts.
export const { explain, s3Url, signCanonicalRequest } = api;
export { SigV4Error } from "./errors.js";
