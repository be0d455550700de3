import type { Credentials, HeadersInput, HttpRequest, Some } from "./types.js";

/** What a person has of a request that was refused. Everything is optional; pasted text may be mangled. */
export interface Evidence {
  /** The request as sent: an object, a URL, a curl command, raw HTTP text or a fetch call. */
  request?: string | URL | HttpRequest | undefined;
  /** The service's answer: body text (XML or JSON, however mangled by pasting), or with status and headers. */
  response?: string | EvidentResponse | undefined;
  /** What the caller's own code computed, where it can print it. */
  canonicalRequest?: string | undefined;
  /** The same of the string to sign. */
  stringToSign?: string | undefined;
  /** 64 hex digits. Default: the request's. */
  signature?: string | undefined;
  /** The secret as the caller's own code has it. Used in memory only; it is in nothing that comes out. */
  credentials?: Some<Credentials> | undefined;
  /** Default: what the evidence tells. */
  region?: string | undefined;
  /** The signing name. Default: what the evidence tells. */
  service?: string | undefined;
}

/** A service's answer. */
export interface EvidentResponse {
  /** As a number. */
  status?: number | undefined;
  /** Their `date` is the service's clock. */
  headers?: HeadersInput | undefined;
  /** Its text: XML, JSON or what else it is. */
  body: string;
}

/** One mistake, or a hint of one. */
export interface Finding {
  /** The mistake's id in the catalogue, e.g. "payload-empty-hash-in-presign". */
  id: string;
  /**
   * "proven": a hash or a signature was reproduced with exactly this mistake. "certain": what is given breaks a rule, or
   * the service says so. "likely": fits best. "possible": not ruled out.
   */
  certainty: "proven" | "certain" | "likely" | "possible";
  /** Where: "canonical-request.uri", "canonical-request.headers.host", "credential-scope.region", "secret", … */
  where: string;
  /** What stands there, where it is a text. */
  yours?: string;
  /** What should stand there. */
  expected?: string;
  /** What is wrong here, with the values. */
  message: string;
  /** What to do. */
  fix: string;
}

/** What `diagnose` answers: plain JSON data. */
export interface Diagnosis {
  /**
   * "matches": the signature is right. "explained": a finding is proven or certain. "unexplained": none is, see `missing`.
   * "not-sigv4": the request is signed in another way.
   */
  verdict: "matches" | "explained" | "unexplained" | "not-sigv4";
  /** A few sentences for a person. */
  summary: string;
  /** There where the service refuses something else than the signature: a permission, what it does not have, or a checksum. */
  refused?: "permission" | "resource" | "checksum";
  /** The surest first. */
  findings: Finding[];
  /**
   * What a correct signer computes for this request, as far as the evidence allows; `(hidden)` where the request holds the
   * secret in place of the id.
   */
  rebuilt?: {
    /** Whether these are the service's own, as its answer tells them, or made from the request by the service's rules. */
    source: "response" | "request";
    /** The text of step 1. */
    canonicalRequest: string;
    /** The text of step 2. */
    stringToSign: string;
    /** 64 hex digits. Where the secret is known. */
    signature?: string;
  };
  /** What would settle it, when it is not settled. */
  missing: ("request" | "response" | "canonicalRequest" | "stringToSign" | "secretAccessKey")[];
  /** What was looked at and is right, in sentences. */
  ruledOut: string[];
}

/** One thing in a paste. */
export interface Piece {
  /** The field of the evidence, or of its credentials, that it is for. */
  field: "request" | "response" | "canonicalRequest" | "stringToSign" | "signature" | "accessKeyId" | "secretAccessKey";
  /** What it is, in a few words that repeat no secret. */
  kind: string;
  /** The field's value. */
  text: string;
}

/** A mistake that `diagnose` can name. */
export interface Mistake {
  /** As in findings. */
  id: string;
  /** As in findings. */
  where: string;
  /** What is wrong, in one sentence. */
  what: string;
  /** What to do, in one sentence. */
  fix: string;
  /** An example of it: the text that differs, or the line of it, … */
  wrong: string;
  /** … and the same text as it should be. */
  right: string;
}
