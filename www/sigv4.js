// The only door to SigV4: everything the page says about signing comes through here.
export { explain, s3Url, signCanonicalRequest } from "./sigv4-wasm/explaining.js";
