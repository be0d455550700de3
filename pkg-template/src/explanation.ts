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
  part: Name;
  text: string;
}

/** The path and what became of it. */
export interface CanonicalUri {
  /** The path as given. */
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

/** In canonical order. */
export interface SignedHeader {
  /** In lower case. */
  name: string;
  /** As given. */
  rawName: string;
  /** As given, one for each time that the name is there. */
  rawValues: string[];
  /** Trimmed, without runs of blanks, joined with ",". */
  value: string;
  origin: "request" | "added";
  note?: string;
}

/** Step 1. */
export interface ExplainedCanonicalRequest {
  text: string;
  /** Joined by newlines they are `text`. */
  lines: Part<"method" | "uri" | "query" | "headers" | "signedHeaders" | "payloadHash">[];
  /** Of `text`, 64 hex digits. */
  sha256: string;
  method: string;
  uri: CanonicalUri;
  query: {
    /** As given, without `?`. */
    raw: string;
    canonical: string;
    parameters: CanonicalParameter[];
    dropped: { raw: string; givenAt: number; reason: string }[];
  };
  headers: { canonical: string; signed: SignedHeader[]; skipped: { name: string; reason: string }[] };
  /** Names, joined with ";". */
  signedHeaders: string;
  /** 64 hex digits or UNSIGNED-PAYLOAD, and one sentence why. */
  payloadHash: { value: string; why: string };
}

/** Step 2. */
export interface ExplainedStringToSign {
  text: string;
  /** Joined by newlines they are `text`. */
  lines: Part<"algorithm" | "dateTime" | "credentialScope" | "canonicalRequestHash">[];
  algorithm: string;
  /** YYYYMMDDTHHMMSSZ */
  dateTime: string;
  /** YYYYMMDD/region/service/aws4_request */
  credentialScope: string;
  /** 64 hex digits. */
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
  /** A command for a POSIX shell that sends it. */
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
  /** Each 64 hex digits. */
  signingKey?: { kDate: string; kRegion: string; kService: string; kSigning: string };
  /** 64 hex digits. Null without a secret. */
  signature: string | null;
  /** Null without a signature. */
  result: ExplainedResult | null;
}
