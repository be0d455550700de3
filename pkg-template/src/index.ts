import { hex } from "./generated/sigv4-hex.js";
import { ofHex } from "./inline.js";
import { start } from "./module.js";

start(ofHex(hex));

export * from "./api.js";
