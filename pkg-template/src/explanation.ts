import type { PresignOptions, ServiceRules } from "./types.js";

export interface ExplainOptions extends PresignOptions {
  /** "header" (default): what sign() does. "query": what presign() does. */
  placement?: "header" | "query" | undefined;
  /** Also return the derived keys, for teaching and debugging. Default false. */
  includeKeys?: boolean | undefined;
}

/** A piece of a text and the part it is; all pieces in order make the whole text. */
export interface Part<Name extends string> {
  part: Name;
  text: string;
}

export interface CanonicalUri {
  raw: string;
  canonical: string;
  /** `note`: one sentence why it became what it is; absent when nothing changed. */
  segments: { raw: string; canonical: string; note?: string }[];
}

/** In canonical order; `givenAt` is the place in the request's own query, null for added ones. */
export interface CanonicalParameter {
  raw: string | null;
  /** As they stand in the canonical query. */
  name: string;
  value: string;
  /** As people read them. */
  decodedName: string;
  decodedValue: string;
  origin: "request" | "added";
  givenAt: number | null;
  /** Whether sorting changed its place among the request's own; that others are added between them moves none. */
  moved: boolean;
  note?: string;
}

export interface SignedHeader {
  name: string;
  rawName: string;
  rawValues: string[];
  value: string;
  origin: "request" | "added";
  note?: string;
}

export interface ExplainedCanonicalRequest {
  text: string;
  /** Joined by newlines they are `text`. */
  lines: Part<"method" | "uri" | "query" | "headers" | "signedHeaders" | "payloadHash">[];
  sha256: string;
  method: string;
  uri: CanonicalUri;
  query: {
    raw: string;
    canonical: string;
    parameters: CanonicalParameter[];
    dropped: { raw: string; givenAt: number; reason: string }[];
  };
  headers: { canonical: string; signed: SignedHeader[]; skipped: { name: string; reason: string }[] };
  signedHeaders: string;
  payloadHash: { value: string; why: string };
}

export interface ExplainedStringToSign {
  text: string;
  /** Joined by newlines they are `text`. */
  lines: Part<"algorithm" | "dateTime" | "credentialScope" | "canonicalRequestHash">[];
  algorithm: string;
  dateTime: string;
  credentialScope: string;
  canonicalRequestHash: string;
}

/** What is sent: for "header" the Authorization value and all headers, for "query" the URL. */
export interface ExplainedResult {
  method: string;
  url: string;
  /** "endpoint", "uri", "query" and the names of the X-Amz-… parameters; joined they are `url`. */
  urlParts: Part<string>[];
  headers: Record<string, string>;
  authorization?: string;
  /** When a presigned URL stops working, as ISO 8601. */
  expiresAt: string | null;
  curl: string;
  /** JavaScript that sends it. */
  fetch: string;
}

/** Plain JSON data. Secrets are never in it, except `signingKey` when asked for with `includeKeys: true`. */
export interface Explanation {
  placement: "header" | "query";
  service: string;
  region: string;
  /** True for what the host told. */
  inferred: { service: boolean; region: boolean };
  rules: ServiceRules;
  canonicalRequest: ExplainedCanonicalRequest;
  stringToSign: ExplainedStringToSign;
  signingKey?: { kDate: string; kRegion: string; kService: string; kSigning: string };
  /** Null without a secret. */
  signature: string | null;
  /** Null without a signature. */
  result: ExplainedResult | null;
}
