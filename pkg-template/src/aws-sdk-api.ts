export { SdkSigner } from "./aws-sdk-signer.js";
export type * from "./aws-sdk-types.js";
export { SigV4Error, type SigV4ErrorCode } from "./errors.js";
export { getSignedUrl } from "./get-signed-url.js";
export type { Credentials, PresignedRequest, ServiceRules, Some } from "./types.js";
