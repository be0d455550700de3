import * as api from "./explaining-api.js";
import { ofThisRealm } from "./foreign.js";
import { initSync } from "./generated/inspect.js";
import module from "./inspect.wasm?module";

initSync({ module: ofThisRealm(module) });

// Bindings of this module, not of that one: else bundlers leave this one out, with the module that it starts.
export const { explain, s3Url, signCanonicalRequest } = api;
export { SigV4Error } from "./errors.js";
