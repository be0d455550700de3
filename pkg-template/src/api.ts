export { SigV4Error, type SigV4ErrorCode } from "./errors.js";
export { s3Url } from "./s3-url.js";
export { Signer } from "./signer.js";
export type * from "./types.js";
