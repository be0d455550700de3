// The only door to SigV4: everything the page says about signing comes through here.
export { s3Url } from "./sigv4-wasm/index.js";
export { explain, signCanonicalRequest } from "./sigv4-wasm/inspect.js";
