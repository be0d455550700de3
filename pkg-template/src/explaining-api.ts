export { SigV4Error, type SigV4ErrorCode } from "./errors.js";
export { explain, type ExplainedSigner, s3Url, signCanonicalRequest } from "./explain.js";
export type * from "./explanation.js";
export type * from "./types.js";
