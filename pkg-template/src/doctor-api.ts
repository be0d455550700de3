export { diagnose, mistakes, recognise } from "./diagnose.js";
export type * from "./diagnosis.js";
export { SigV4Error, type SigV4ErrorCode } from "./errors.js";
export type { BodyInput, Credentials, HeadersInput, HttpRequest, Some } from "./types.js";
