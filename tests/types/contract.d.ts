// ───────────────────────────── credentials and rules ─────────────────────────────

export interface Credentials {
  accessKeyId: string;
  secretAccessKey: string;
  /** Temporary credentials' token (STS). */
  sessionToken?: string;
}

/** How a service differs from the others, as data. Defaults come from the service name (behaviour.md §2). */
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
  /** Default: inferred from the request's host; `REGION_UNKNOWN` is thrown when it cannot be. Never guessed silently. */
  region?: string;
  /** Default: inferred from the request's host; `SERVICE_UNKNOWN` is thrown when it cannot be. */
  service?: string;
  rules?: Partial<ServiceRules>;
}

// ───────────────────────────── requests ─────────────────────────────

export type HeadersInput = Headers | Record<string, string> | Iterable<readonly [string, string]>;
export type BodyInput = string | ArrayBuffer | ArrayBufferView;

/** A request as it goes on the wire. `url` is read as text: nothing rewrites it before it is signed. */
export interface HttpRequest {
  /** Default: GET, or POST when there is a body. Upper-cased like fetch does. */
  method?: string;
  url: string | URL;
  headers?: HeadersInput;
  body?: BodyInput | null;
}

export type Payload =
  | "signed" // SHA-256 of the body (of the empty string when there is none)
  | "unsigned" // UNSIGNED-PAYLOAD
  | { sha256: string }; // already known, lower-case hex

export interface SignOptions {
  /** Default: now. Milliseconds are dropped. */
  date?: Date;
  region?: string;
  service?: string;
  rules?: Partial<ServiceRules>;
  /** Default: "signed" by header; presigned S3 family URLs default to "unsigned". */
  payload?: Payload;
  /** Names of given headers to leave out of the signature, beside those never signed (behaviour.md §4). */
  unsignedHeaders?: Iterable<string>;
  /** Names to sign although they are on the never-signed list. */
  signedHeaders?: Iterable<string>;
}

export interface PresignOptions extends SignOptions {
  /** Seconds, an integer 1..604800. Default 3600. `null` leaves X-Amz-Expires out (IoT WebSockets). */
  expiresIn?: number | null;
}

export interface SignedRequest {
  method: string;
  /** The URL to send, in canonical encoding: what is sent is what was signed. */
  url: string;
  /** All headers to send, lower-case names, Host left out (clients set it). Contains `authorization`. */
  headers: Record<string, string>;
  signature: string;
}

export interface PresignedRequest {
  method: string;
  url: string;
  /** The headers that must be sent with the URL, exactly so; empty for a plain URL. */
  headers: Record<string, string>;
  /** When the URL stops working. `null` without X-Amz-Expires. */
  expiresAt: Date | null;
  signature: string;
}

// ───────────────────────────── signing ─────────────────────────────

export class Signer {
  constructor(options: SignerOptions);

  /** Signs by header (`Authorization`). */
  sign(request: HttpRequest, options?: SignOptions): SignedRequest;

  /** A presigned URL as text (never a URL object: that would rewrite dot segments). A string or URL means GET. */
  presign(request: string | URL | HttpRequest, options?: PresignOptions): string;
  /** The same with what must be sent beside it. */
  presignRequest(request: string | URL | HttpRequest, options?: PresignOptions): PresignedRequest;
  /** Many URLs, one date and scope, one call into wasm. Same result as presign() of each, in order. */
  presignMany(urls: Iterable<string | URL>, options?: PresignOptions & { method?: string }): string[];

  /** Fetch API: returns a new signed Request; the given one is left as it was. */
  signRequest(input: Request | string | URL, init?: RequestInit, options?: SignOptions): Promise<Request>;
  /** signRequest + fetch, no retries of its own. */
  fetch(input: Request | string | URL, init?: RequestInit, options?: SignOptions): Promise<Response>;

  /** Hex HMAC of any text with the signing key (own protocols, hand-made policies). */
  signString(text: string, options?: { date?: Date; region?: string; service?: string }): string;

  /** Wipes the secret and signing keys from wasm memory. Calls after it throw `SIGNER_DISPOSED`. */
  dispose(): void;
  [Symbol.dispose](): void;
}

/** The wire URL of an S3 object. `key` is the object's name as it is, not URL-encoded. */
export function s3Url(object: {
  bucket: string;
  key?: string;
  region?: string;
  /** S3-compatible stores: https://fra1.digitaloceanspaces.com, http://127.0.0.1:9000, … Default: AWS. */
  endpoint?: string | URL;
  /** Default: true for IP addresses, localhost and bucket names with dots on https; else false. */
  pathStyle?: boolean;
  query?: Record<string, string> | Iterable<readonly [string, string]>;
}): string;

// ───────────────────────────── 'sigv4-wasm/inspect': explain ─────────────────────────────

export interface ExplainOptions extends PresignOptions {
  /** "header" (default): what sign() does. "query": what presign() does. */
  placement?: "header" | "query";
  /** Also return the derived keys, for teaching and debugging. Default false. */
  includeKeys?: boolean;
}
/** Every step of sign() or presign() for the same arguments, made by the same code path. Without a secret the first two steps are there and `signature` is null. */
export function explain(
  signer: Omit<SignerOptions, "credentials"> & {
    credentials: Omit<Credentials, "secretAccessKey"> & { secretAccessKey?: string };
  },
  request: string | URL | HttpRequest,
  options?: ExplainOptions,
): Explanation;

/** Steps 2 to 4 for a canonical request the caller made, taken as it is: for comparing with own code. */
export function signCanonicalRequest(
  signer: SignerOptions & { region: string; service: string },
  canonicalRequest: string,
  options: { date: Date },
): { canonicalRequestHash: string; stringToSign: string; signature: string };

/** Plain JSON data. Secrets are never in it, except `signingKey` when asked for with `includeKeys: true`. */
export interface Explanation {
  placement: "header" | "query";
  service: string;
  region: string;
  rules: ServiceRules;
  canonicalRequest: {
    text: string;
    sha256: string;
    method: string;
    uri: { raw: string; canonical: string; segments: { raw: string; canonical: string; note?: string }[] };
    /** In canonical order; `givenAt` is the place in the request's own query, null for added ones. */
    query: {
      raw: string;
      canonical: string;
      parameters: {
        raw: string | null;
        name: string;
        value: string;
        origin: "request" | "added";
        givenAt: number | null;
      }[];
    };
    headers: {
      canonical: string;
      signed: { name: string; rawName: string; rawValues: string[]; value: string; origin: "request" | "added" }[];
      skipped: { name: string; reason: string }[];
    };
    signedHeaders: string;
    payloadHash: { value: string; why: string };
  };
  stringToSign: {
    text: string;
    algorithm: string;
    dateTime: string;
    credentialScope: string;
    canonicalRequestHash: string;
  };
  signingKey?: { kDate: string; kRegion: string; kService: string; kSigning: string };
  signature: string | null;
  /** What is sent: for "header" the Authorization value and all headers, for "query" the URL. Null without a signature. */
  result: { method: string; url: string; headers: Record<string, string>; authorization?: string; curl: string } | null;
}

// ───────────────────────────── errors ─────────────────────────────

/** The only error thrown. `code` is stable; the message says what was wrong, the value, and what is accepted. */
export class SigV4Error extends Error {
  readonly code: SigV4ErrorCode;
}
export type SigV4ErrorCode = string; // a string-literal union in the real types

export interface Evidence {
  /** The request as sent: an object, a URL, a curl command, or raw HTTP text. */
  request?: HttpRequest | string;
  /** The service's answer: body text (XML or JSON, however mangled by pasting), or with status and headers. */
  response?: string | { status?: number; headers?: HeadersInput; body: string };
  /** What the caller's own code computed, where it can print it. */
  canonicalRequest?: string;
  stringToSign?: string;
  signature?: string;
  credentials?: Partial<Credentials>;
  region?: string;
  service?: string;
}
export interface Finding {
  /** The mistake's id in the catalogue, e.g. "payload-empty-hash-in-presign". */
  id: string;
  certainty: "proven" | "certain" | "likely" | "possible";
  /** Where: "canonical-request.uri", "canonical-request.headers.host", "credential-scope.region", "secret", … */
  where: string;
  yours?: string;
  expected?: string;
  /** One sentence: what is wrong here, with the values. */
  message: string;
  /** One sentence: what to do. */
  fix: string;
}
export interface Diagnosis {
  verdict: "matches" | "explained" | "unexplained" | "not-sigv4";
  /** One sentence for a person. */
  summary: string;
  findings: Finding[];
  /** What a correct signer computes for this request, as far as the evidence allows. */
  rebuilt?: { canonicalRequest: string; stringToSign: string; signature?: string };
  /** What would settle it, when it is not settled. */
  missing: ("request" | "response" | "canonicalRequest" | "stringToSign" | "secretAccessKey")[];
}
export function diagnose(evidence: Evidence): Diagnosis;
