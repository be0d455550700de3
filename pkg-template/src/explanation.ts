import type { PresignOptions, ServiceRules } from "./types.js";

/** What sign() or presign() take, and what is shown. */
export interface ExplainOptions extends PresignOptions {
  /** "header" (default): what sign() does. "query": what presign() does. */
  placement?: "header" | "query" | undefined;
  /** Also return the derived keys, for teaching and debugging. Default false. */
  includeKeys?: boolean | undefined;
}

/** A piece of a text and the part it is; all pieces in order make the whole text. */
export interface Part<Name extends string> {
  /** Which part it is. */
  part: Name;
  /** The piece. */
  text: string;
}

/** A segment of the path. */
export interface CanonicalSegment {
  /** As given. */
  raw: string;
  /** As in the canonical URI. */
  canonical: string;
  /** One sentence why it became what it is; absent when nothing changed. */
  note?: string;
}

/** The path and what became of it. */
export interface CanonicalUri {
  /** The path as given. */
  raw: string;
  /** The line of the canonical request. */
  canonical: string;
  /** In the order of the path as given, with those that were removed. */
  segments: CanonicalSegment[];
}

/** A parameter of the canonical query. */
export interface CanonicalParameter {
  /** As given, `name=value`; null for one that signing added. */
  raw: string | null;
  /** As it stands in the canonical query. */
  name: string;
  /** As it stands in the canonical query. */
  value: string;
  /** As people read it. */
  decodedName: string;
  /** As people read it. */
  decodedValue: string;
  /** Whether it was given, or signing added it. */
  origin: "request" | "added";
  /** Its place in the request's own query, from 0; null for one that signing added. */
  givenAt: number | null;
  /** Whether sorting changed its place among the request's own; that others are added between them moves none. */
  moved: boolean;
  /** One sentence why it became what it is, or why it was added; absent when nothing changed. */
  note?: string;
}

/** A parameter that is not signed. */
export interface DroppedParameter {
  /** As given. */
  raw: string;
  /** Its place in the request's own query, from 0. */
  givenAt: number;
  /** One sentence why it is left out. */
  reason: string;
}

/** The query and what became of it. */
export interface CanonicalQuery {
  /** As given, without `?`. */
  raw: string;
  /** The line of the canonical request. */
  canonical: string;
  /** In canonical order. */
  parameters: CanonicalParameter[];
  /** Those of an earlier signature, and empty ones. */
  dropped: DroppedParameter[];
}

/** A header that is signed. */
export interface SignedHeader {
  /** In lower case. */
  name: string;
  /** As given; in lower case where signing added it. */
  rawName: string;
  /** As given, one for each time that the name is there; none where signing added it. */
  rawValues: string[];
  /** Trimmed, without runs of blanks, joined with ",". */
  value: string;
  /** Whether it was given, or signing added it. */
  origin: "request" | "added";
  /** One sentence why it became what it is, or why it was added; absent when nothing changed. */
  note?: string;
}

/** A given header that is not signed. */
export interface SkippedHeader {
  /** In lower case. */
  name: string;
  /** One sentence why it is left out. */
  reason: string;
}

/** The headers and what became of them. */
export interface CanonicalHeaders {
  /** The lines of the canonical request, each with its newline. */
  canonical: string;
  /** In canonical order. */
  signed: SignedHeader[];
  /** Those that are left out, sorted by name. */
  skipped: SkippedHeader[];
}

/** The last line of the canonical request. */
export interface PayloadHash {
  /** 64 hex digits or UNSIGNED-PAYLOAD. */
  value: string;
  /** One sentence why it is this. */
  why: string;
}

/** Step 1. */
export interface ExplainedCanonicalRequest {
  /** The whole of it. */
  text: string;
  /** Joined by newlines they are `text`. */
  lines: Part<"method" | "uri" | "query" | "headers" | "signedHeaders" | "payloadHash">[];
  /** Of `text`, 64 hex digits. */
  sha256: string;
  /** As signed. */
  method: string;
  /** The path. */
  uri: CanonicalUri;
  /** The query. */
  query: CanonicalQuery;
  /** The headers. */
  headers: CanonicalHeaders;
  /** Names, joined with ";". */
  signedHeaders: string;
  /** What is signed of the body. */
  payloadHash: PayloadHash;
}

/** Step 2. */
export interface ExplainedStringToSign {
  /** The whole of it. */
  text: string;
  /** Joined by newlines they are `text`. */
  lines: Part<"algorithm" | "dateTime" | "credentialScope" | "canonicalRequestHash">[];
  /** AWS4-HMAC-SHA256 */
  algorithm: string;
  /** YYYYMMDDTHHMMSSZ */
  dateTime: string;
  /** YYYYMMDD/region/service/aws4_request */
  credentialScope: string;
  /** 64 hex digits. */
  canonicalRequestHash: string;
}

/** Step 3: each is the HMAC of the next part of the credential scope with the one before, 64 hex digits. */
export interface ExplainedKeys {
  /** Of the date, with "AWS4" and the secret. */
  kDate: string;
  /** Of the region, with kDate. */
  kRegion: string;
  /** Of the service, with kRegion. */
  kService: string;
  /** Of "aws4_request", with kService: it signs the string to sign. */
  kSigning: string;
}

/** What is sent: for "header" the Authorization value and all headers, for "query" the URL. */
export interface ExplainedResult {
  /** The one that was signed. */
  method: string;
  /** The URL to send, in the encoding that was signed. */
  url: string;
  /** "endpoint", "uri", "query" and the names of the X-Amz-… parameters; joined they are `url`. */
  urlParts: Part<string>[];
  /** All headers to send, names in lower case, Host left out. */
  headers: Record<string, string>;
  /** The value of that header, for "header". */
  authorization?: string;
  /** When a presigned URL stops working, as ISO 8601; null for "header" and without X-Amz-Expires. */
  expiresAt: string | null;
  /** A command for a POSIX shell that sends it. */
  curl: string;
  /** JavaScript that sends it. */
  fetch: string;
}

/** Plain JSON data. Secrets are never in it, except `signingKey` when asked for with `includeKeys: true`. */
export interface Explanation {
  /** As asked for. */
  placement: "header" | "query";
  /** The signing name. */
  service: string;
  /** As in the credential scope. */
  region: string;
  /** True for what the host told. */
  inferred: {
    /** Whether it is the host's. */
    service: boolean;
    /** Whether it is the host's. */
    region: boolean;
  };
  /** Those that were used. */
  rules: ServiceRules;
  /** Step 1. */
  canonicalRequest: ExplainedCanonicalRequest;
  /** Step 2. */
  stringToSign: ExplainedStringToSign;
  /** Step 3. With `includeKeys: true` and a secret alone. */
  signingKey?: ExplainedKeys;
  /** Step 4, 64 hex digits. Null without a secret. */
  signature: string | null;
  /** Null without a signature. */
  result: ExplainedResult | null;
}
