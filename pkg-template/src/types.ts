/** Credentials as AWS and its relatives hand them out. */
export interface Credentials {
  accessKeyId: string;
  secretAccessKey: string;
  /** Temporary credentials' token (STS). */
  sessionToken?: string | undefined;
}

/** How a service differs from the others, as data. Defaults come from the service name. */
export interface ServiceRules {
  /** Encode each path segment of the wire path once more (every service but the S3 family). */
  doubleEncodePath: boolean;
  /** Remove dot segments and empty segments before encoding (every service but the S3 family). */
  normalizePath: boolean;
  /** Add and sign `x-amz-content-sha256` when signing by header (the S3 family, aoss, vpc-lattice-svcs). */
  contentSha256Header: boolean;
  /** Sign `X-Amz-Security-Token`; false appends it after signing (iotdevicegateway). */
  signSessionToken: boolean;
}

export interface SignerOptions {
  credentials: Credentials;
  /** Default: inferred from the request's host; `REGION_UNKNOWN` is thrown when it cannot be. */
  region?: string | undefined;
  /** Default: inferred from the request's host; `SERVICE_UNKNOWN` is thrown when it cannot be. */
  service?: string | undefined;
  /** Where a service differs from what is known of it here, each rule by itself. */
  rules?: Partial<ServiceRules> | undefined;
}

/**
 * Header names and values; the order and repeated names are kept. Values beyond ASCII are signed as UTF-8, which `fetch` and
 * Node do not send: encode them.
 */
export type HeadersInput = Headers | Record<string, string> | Iterable<readonly [string, string]>;

/** A body that can be hashed at once. A URLSearchParams is its text. */
export type BodyInput = string | ArrayBuffer | ArrayBufferView | URLSearchParams;

/** A request as it goes on the wire. `url` is read as text: nothing rewrites it before it is signed. */
export interface HttpRequest {
  /** Default: GET, or POST when there is a body. Upper-cased like fetch does. */
  method?: string | undefined;
  url: string | URL;
  headers?: HeadersInput | undefined;
  body?: BodyInput | null | undefined;
}

export type Payload =
  /** SHA-256 of the body (of the empty string when there is none). */
  | "signed"
  /** UNSIGNED-PAYLOAD: the body may be anything, a stream too. */
  | "unsigned"
  /** Already known: 64 lower-case hex digits. */
  | { sha256: string };

export interface SignOptions {
  /** Default: now. Milliseconds are dropped. A given `x-amz-date` header sets the date instead. */
  date?: Date | undefined;
  /** Default: the signer's, else inferred from the host. */
  region?: string | undefined;
  /** Default: the signer's, else inferred from the host. */
  service?: string | undefined;
  /** Default: the signer's, each by itself. */
  rules?: Partial<ServiceRules> | undefined;
  /** Default: "signed" by header; presigned S3 family URLs default to "unsigned". */
  payload?: Payload | undefined;
  /** Names of given headers to leave out of the signature, beside those never signed. */
  unsignedHeaders?: Iterable<string> | undefined;
  /** Names to sign although they are on the never-signed list. */
  signedHeaders?: Iterable<string> | undefined;
}

export interface PresignOptions extends SignOptions {
  /** Seconds, an integer 1..604800. Default 3600. `null` leaves X-Amz-Expires out (IoT WebSockets). */
  expiresIn?: number | null | undefined;
}

export interface SignedRequest {
  method: string;
  /** The URL to send, in canonical encoding: what is sent is what was signed. */
  url: string;
  /** All headers to send, lower-case names, Host left out (clients set it). Contains `authorization`. */
  headers: Record<string, string>;
  /** 64 hex digits. */
  signature: string;
}

export interface PresignedRequest {
  method: string;
  url: string;
  /** The headers that must be sent with the URL, exactly so; empty for a plain URL. */
  headers: Record<string, string>;
  /** When the URL stops working. `null` without X-Amz-Expires. */
  expiresAt: Date | null;
  /** 64 hex digits. */
  signature: string;
}

/** An object in S3 or a store like it. */
export interface S3Object {
  /** Goes into the host where it can, else into the path. */
  bucket: string;
  /** The object's name as it is, not URL-encoded. */
  key?: string | undefined;
  /** For AWS: without `endpoint` it is needed. */
  region?: string | undefined;
  /** S3-compatible stores: https://fra1.digitaloceanspaces.com, http://127.0.0.1:9000, … Default: AWS. */
  endpoint?: string | URL | undefined;
  /** Default: true for IP addresses, localhost and bucket names with dots on https; else false. */
  pathStyle?: boolean | undefined;
  /** Appended, encoded: `versionId`, `partNumber`, `response-content-disposition`, … */
  query?: Record<string, string> | Iterable<readonly [string, string]> | undefined;
}
