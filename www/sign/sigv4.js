// The only door to signing: everything this view says about it comes through here.
export { explain, s3Url, signCanonicalRequest } from "../sigv4-wasm/explaining.js";
