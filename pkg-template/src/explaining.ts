import { initSync } from "./generated/inspect.js";
import { base64 } from "./generated/inspect-base64.js";
import { inlined } from "./inline.js";

initSync({ module: inlined(base64) });

export * from "./explaining-api.js";
