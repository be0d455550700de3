import { refusal, show } from "./errors.js";
import { checkNames, type Kind, milliseconds, nameList, pairs, ruleFlags, scopeName } from "./options.js";
import type { ExplainOptions } from "./explanation.js";
import type { HttpRequest } from "./types.js";

/** Bits of `flags`, as src/wasm reads them. */
export const FLAG = { query: 1 << 0, bodyGiven: 1 << 3, noExpiry: 1 << 12, includeKeys: 1 << 13 };
const PAYLOAD_BIT = 1;
export const RULE_GIVEN_BIT = 4;
export const RULE_VALUE_BIT = 8;

export const DEFAULT_EXPIRES_IN = 3600;

/** A body that wasm reads or the platform hashes; undefined when there is none or it is not hashed. */
export type Body = string | Uint8Array | KnownHash | undefined;

export interface RequestParts {
  method: string;
  url: string;
  headers: (readonly [string, string])[];
  body: unknown;
}

export interface Settings {
  region: string;
  service: string;
  /** The payload hash that the caller knows, or "". */
  sha256: string;
  unsignedHeaders: string;
  signedHeaders: string;
  dateMs: number;
  expiresIn: number;
  flags: number;
  /** False when the body may be anything, since nothing of it is signed. */
  hashesBody: boolean;
}

export function requestParts(request: unknown): RequestParts {
  if (typeof request === "string" || tag(request) === "URL") {
    return { method: "", url: urlText(request), headers: [], body: undefined };
  }
  if (tag(request) === "Request") {
    const remedy =
      "a Request's body cannot be read synchronously: use signRequest(), or pass { method, url, headers, body }";
    throw refusal("BODY_NOT_SYNCHRONOUS", undefined, remedy);
  }
  checkNames(request, "request", "request");
  const { method, url, headers, body } = request as HttpRequest;
  return {
    method: methodName(method),
    url: urlText(url),
    headers: pairs(headers, (got) =>
      refusal("HEADER_VALUE_INVALID", got, "headers must be names with strings as values"),
    ),
    body,
  };
}

/** The method; "" when not given. */
export function methodName(method: unknown): string {
  if (method === undefined) return "";
  if (typeof method === "string" && method !== "") return method;
  throw refusal("METHOD_INVALID", show(method));
}

/** A URL as text, exactly as given. */
export function urlText(url: unknown): string {
  if (typeof url === "string") return url;
  if (tag(url) === "URL") return (url as URL).href;
  throw refusal("URL_INVALID", show(url));
}

export function settings(options: ExplainOptions | undefined, kind: Kind): Settings {
  const given = options ?? {};
  if (options !== undefined) checkNames(options, kind);
  const [payload, sha256] = payloadMode(given.payload);
  return {
    region: scopeName(given.region, "region"),
    service: scopeName(given.service, "service"),
    sha256,
    unsignedHeaders: nameList(given.unsignedHeaders, "unsignedHeaders"),
    signedHeaders: nameList(given.signedHeaders, "signedHeaders"),
    dateMs: milliseconds(given.date),
    expiresIn: seconds(given.expiresIn),
    flags:
      (payload << PAYLOAD_BIT) |
      ruleFlags(given.rules, RULE_GIVEN_BIT, RULE_VALUE_BIT) |
      (given.expiresIn === null ? FLAG.noExpiry : 0),
    hashesBody: payload < 2,
  };
}

/** The number as it is; what is none becomes NaN, which is refused with its range. */
function seconds(expiresIn: unknown): number {
  if (expiresIn === undefined || expiresIn === null) return DEFAULT_EXPIRES_IN;
  return typeof expiresIn === "number" ? expiresIn : Number.NaN;
}

function payloadMode(payload: unknown): [number, string] {
  if (payload === undefined) return [0, ""];
  if (payload === "signed") return [1, ""];
  if (payload === "unsigned") return [2, ""];
  if (typeof payload !== "object" || payload === null) throw refusal("PAYLOAD_INVALID", show(payload));
  checkNames(payload, "payload", "payload");
  const { sha256 } = payload as { sha256?: unknown };
  if (typeof sha256 !== "string" || sha256 === "") throw refusal("PAYLOAD_HASH_INVALID", show(sha256));
  return [3, sha256];
}

/** A body that has been hashed already, because reading it takes time. Never leaves the package. */
export class KnownHash {
  constructor(readonly sha256: string) {}
}

/** The bytes or text that are hashed. */
export function hashable(body: unknown): Body {
  if (body === undefined || body === null) return undefined;
  if (typeof body === "string" || body instanceof KnownHash) return body;
  try {
    if (ArrayBuffer.isView(body)) return new Uint8Array(body.buffer, body.byteOffset, body.byteLength);
    const kind = tag(body);
    if (kind === "ArrayBuffer" || kind === "SharedArrayBuffer") return new Uint8Array(body as ArrayBuffer);
    if (kind === "URLSearchParams") return String(body);
  } catch {
    throw refusal("BODY_INVALID", "a detached buffer");
  }
  throw refusal(isAsynchronous(body) ? "BODY_NOT_SYNCHRONOUS" : "BODY_INVALID", show(body));
}

const ASYNCHRONOUS = new Set(["ReadableStream", "Blob", "File", "FormData", "Request", "Response", "Promise"]);

function isAsynchronous(body: unknown): boolean {
  if (typeof body !== "object" || body === null) return false;
  return ASYNCHRONOUS.has(tag(body)) || Symbol.asyncIterator in body;
}

/** The fields of `sign`, in the order in which src/wasm reads them. */
export function requestText(request: RequestParts, settings: Settings, sha256 = settings.sha256): string {
  const { region, service, unsignedHeaders, signedHeaders } = settings;
  return joinFields(
    [request.method, request.url, region, service, sha256, unsignedHeaders, signedHeaders],
    request.headers,
  );
}

/** Fields and pairs as one text; wasm counts them and refuses a NUL within one. */
export function joinFields(fields: string[], pairs: readonly (readonly [string, string])[] = []): string {
  return pairs.length === 0 ? fields.join("\0") : [...fields, ...pairs.map((pair) => pair.join("\0"))].join("\0");
}

/** What an object calls itself, which holds across realms where `instanceof` does not. */
export function tag(value: unknown): string {
  return Object.prototype.toString.call(value).slice("[object ".length, -1);
}
