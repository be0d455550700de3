import type { Credentials, ServiceRules, Some } from "./types.js";

// The AWS SDK's own shapes, as much of them as is used: the package does not depend on it.

/** `HttpRequest` of @smithy/types. `path` is percent-encoded; names and values of `query` are not. */
export interface SdkRequest {
  method: string;
  protocol: string;
  hostname: string;
  port?: number | undefined;
  path: string;
  query?: Record<string, string | string[] | null> | undefined;
  headers: Record<string, string>;
  // biome-ignore lint/suspicious/noExplicitAny: as the SDK declares it
  body?: any;
}

/** `SigningArguments` of @smithy/types. */
export interface SigningArguments {
  /** Default: now. A number, and a text that is one, is in seconds since 1970; other texts are dates. `DATE_INVALID`. */
  signingDate?: Date | string | number | undefined;
  /** Default: the signer's, else what the host tells. `REGION_INVALID` for several (Signature Version 4A). */
  signingRegion?: string | undefined;
  /** Default: the signer's, else what the host tells. */
  signingService?: string | undefined;
}

/** `RequestSigningArguments`: names in lower case. */
export interface RequestSigningArguments extends SigningArguments {
  /** Given headers to leave out, beside those that the SDK never signs. */
  unsignableHeaders?: Set<string> | undefined;
  /** Headers to sign although they are among those. */
  signableHeaders?: Set<string> | undefined;
}

/** `RequestPresigningArguments`. */
export interface RequestPresigningArguments extends RequestSigningArguments {
  /** Seconds, an integer 1..604800, else `EXPIRES_IN_INVALID`. Default: 3600, and 900 in `getSignedUrl`, as in the SDK. */
  expiresIn?: number | undefined;
  /** Names beginning with x-amz- that stay headers, and must be sent with the URL. */
  unhoistableHeaders?: Set<string> | undefined;
  /** Other headers to move into the query. */
  hoistableHeaders?: Set<string> | undefined;
}

/** `FormattedEvent`: the bytes of one event of a stream. */
export interface FormattedEvent {
  headers: Uint8Array;
  payload: Uint8Array;
}

/** `MessageHeaders`: names, and values by the types of the event stream encoding ("boolean", "byte", … "uuid"). */
// biome-ignore lint/suspicious/noExplicitAny: each type has values of its own
export type EventHeaders = Record<string, { type: string; value: any }>;

/** `Message`, before it is encoded. */
export interface EventMessage {
  headers: EventHeaders;
  body: Uint8Array;
}

/** `SignableMessage`. */
export interface SignableMessage<M extends EventMessage = EventMessage> {
  message: M;
  /** Of the message before, and of the request for the first one. */
  priorSignature: string;
}

/** `SignedMessage`. */
export interface SignedMessage<M extends EventMessage = EventMessage> {
  message: M;
  /** 64 hex digits. */
  signature: string;
}

/** `MessageSigningArguments`. */
export interface MessageSigningArguments extends SigningArguments {
  /** Those that the stream was begun with, where they have changed since. */
  eventStreamCredentials?: SdkCredentials | undefined;
}

/** `EventSigningArguments`. */
export interface EventSigningArguments extends MessageSigningArguments {
  /** Of the event before, and of the request for the first one. */
  priorSignature: string;
}

/** Credentials as the SDK's providers answer them. */
export interface SdkCredentials extends Credentials {
  /** When they end. The provider is asked again five minutes before. */
  readonly expiration?: Date | undefined;
}

/** Asked for a value when it is needed. */
export type Provider<T> = () => Promise<T>;

/** What an SdkSigner is made of. */
export interface SdkSignerOptions {
  /** The same as the client's: credentials, or a provider of @aws-sdk/credential-providers. */
  credentials: SdkCredentials | Provider<SdkCredentials>;
  /** Default: what the client asks for, or else what the host tells. */
  region?: string | Provider<string> | undefined;
  /** The same; S3's client asks, others do not. To be given for event streams and for an `endpoint` of your own. */
  service?: string | undefined;
  /** As a Signer's, but that `contentSha256Header` is true for all services, as in the SDK. */
  rules?: Some<ServiceRules> | undefined;
}

/** A client of the SDK, of any service. */
export interface SdkClient {
  // biome-ignore lint/suspicious/noExplicitAny: each client has a configuration and a stack of its own type
  config: any;
  // biome-ignore lint/suspicious/noExplicitAny: see above
  middlewareStack: any;
}

/** A command of that client. */
export interface SdkCommand {
  input: object;
  // biome-ignore lint/suspicious/noExplicitAny: its arguments are of the client's own types
  resolveMiddleware(...options: any[]): (args: any) => Promise<any>;
}
