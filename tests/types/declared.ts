// A library of the user's whose own declarations name types of the package: each can be imported from the entry that is used.
import type { SdkSigner } from "sigv4-wasm/aws-sdk";
import { diagnose } from "sigv4-wasm/doctor";

type Request = Extract<NonNullable<Parameters<typeof diagnose>[0]["request"]>, { body?: unknown }>;

export const bodyOf = (request: Request) => request.body;
export const headersOf = (request: Request) => request.headers;
export const credentialsOf = (...[evidence]: Parameters<typeof diagnose>) => evidence.credentials;
export const responseOf = (...[evidence]: Parameters<typeof diagnose>) => evidence.response;
export const found = (...[evidence]: Parameters<typeof diagnose>) => diagnose(evidence).findings;

export const rulesOf = (...[options]: ConstructorParameters<typeof SdkSigner>) => options.rules;
export const presigned = (signer: SdkSigner, ...given: Parameters<SdkSigner["presignUrl"]>) =>
  signer.presignUrl(...given);
