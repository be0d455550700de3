import { base64 } from "./generated/sigv4-base64.js";
import { inlined } from "./inline.js";
import { start } from "./module.js";

start(inlined(base64));

export * from "./api.js";
