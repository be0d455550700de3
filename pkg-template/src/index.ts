import { hex } from "./generated/sigv4-hex.js";
import { ofHex } from "./inline.js";
import { start } from "./instance.js";

start(new WebAssembly.Module(ofHex(hex)));

export * from "./api.js";
