// Compiles when code written against the contract can use the package: what it takes may be wider, what it gives
// narrower. Adding is free.
import * as actual from "sigv4-wasm";
import * as inspect from "sigv4-wasm/inspect";
import type * as slim from "sigv4-wasm/slim";
import type * as contract from "./contract.js";

/** Members as properties, of which TypeScript compares parameters strictly. */
type Members<T> = { [Name in keyof T]: T[Name] };
declare function given<T>(): T;
declare function takes<T>(value: T): void;

takes<Members<contract.Signer>>(given<Members<actual.Signer>>());
takes<(...options: ConstructorParameters<typeof contract.Signer>) => Members<contract.Signer>>(
  (...options) => new actual.Signer(...options),
);
takes<typeof contract.s3Url>(actual.s3Url);
takes<typeof contract.explain>(inspect.explain);
takes<typeof contract.diagnose>(inspect.diagnose);
takes<typeof contract.signCanonicalRequest>(inspect.signCanonicalRequest);
takes<contract.SigV4Error>(given<actual.SigV4Error>());
takes<new (...args: never[]) => contract.SigV4Error>(actual.SigV4Error);
takes<contract.SigV4ErrorCode>(given<actual.SigV4ErrorCode>());
takes<Members<actual.Signer>>(given<Members<slim.Signer>>());
takes<typeof actual.SigV4Error>(inspect.SigV4Error);

takes<actual.Credentials>(given<contract.Credentials>());
takes<actual.SignerOptions>(given<contract.SignerOptions>());
takes<actual.HttpRequest>(given<contract.HttpRequest>());
takes<actual.SignOptions>(given<contract.SignOptions>());
takes<actual.PresignOptions>(given<contract.PresignOptions>());
takes<inspect.ExplainOptions>(given<contract.ExplainOptions>());
takes<actual.HeadersInput>(given<contract.HeadersInput>());
takes<actual.BodyInput>(given<contract.BodyInput>());
takes<actual.Payload>(given<contract.Payload>());
takes<contract.ServiceRules>(given<actual.ServiceRules>());
takes<contract.SignedRequest>(given<actual.SignedRequest>());
takes<contract.PresignedRequest>(given<actual.PresignedRequest>());
takes<contract.Explanation>(given<inspect.Explanation>());

// The codes are a union of literals: a misspelt one is an error.
takes<actual.SigV4ErrorCode>("EXPIRES_IN_INVALID");
// @ts-expect-error
takes<actual.SigV4ErrorCode>("EXPIRES_INVALID");
// @ts-expect-error unknown options are errors in TypeScript already
new actual.Signer({ credentials: given<contract.Credentials>(), rgion: "us-east-1" });
