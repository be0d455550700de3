import { hex } from "./generated/sigv4-hex.js";
import { inlined } from "./inline.js";
import { start } from "./module.js";

start(inlined(hex));

export * from "./api.js";
