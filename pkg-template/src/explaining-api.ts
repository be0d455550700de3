export { SigV4Error, type SigV4ErrorCode } from "./errors.js";
export type { ExplainedSigner, ScopedSigner, SignedCanonicalRequest } from "./explain.js";
export { explain, s3Url, signCanonicalRequest } from "./explain.js";
export type * from "./explanation.js";
export type * from "./types.js";
