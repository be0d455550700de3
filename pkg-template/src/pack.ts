import type { SigV4Error } from "./errors.js";
import type { ExplainOptions } from "./explanation.js";
import {
  checkNames,
  milliseconds,
  NONE,
  nameList,
  type Names,
  pairs,
  PAYLOAD_NAMES,
  ruleFlags,
  scopeName,
  SIGN_NAMES,
} from "./options.js";
import { refusal, show } from "./refusals.js";
import { tag } from "./tag.js";
import type { HttpRequest } from "./types.js";

/** Bits of `flags`, as src/wasm reads them. */
export const FLAG = { query: 1 << 0, bodyGiven: 1 << 3, noExpiry: 1 << 12, includeKeys: 1 << 13, bodyUnread: 1 << 14 };
const PAYLOAD_BIT = 1;

export const DEFAULT_EXPIRES_IN = 3600;

const REQUEST_NAMES = new Set(["method", "url", "headers", "body"]);
export const PRESIGN_NAMES: Names = new Set([...SIGN_NAMES, "expiresIn"]);

export interface RequestParts {
  method: string;
  url: string;
  /** Names and values by turns. */
  headers: string[];
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
  if (typeof request !== "object" || request === null) return requestTo(urlText(request));
  if (Object.getPrototypeOf(request) !== Object.prototype) {
    const kind = tag(request);
    if (kind === "URL") return requestTo(urlText(request));
    if (kind === "Request") {
      const remedy =
        "a Request's body cannot be read synchronously: use signRequest(), or pass { method, url, headers, body }";
      throw refusal("BODY_NOT_SYNCHRONOUS", undefined, remedy);
    }
  }
  checkNames(request, REQUEST_NAMES, "request");
  const { method, url, headers, body } = request as HttpRequest;
  return {
    method: methodName(method),
    url: urlText(url),
    headers: headerPairs(headers),
    body,
  };
}

/** Names and values by turns. */
export function headerPairs(headers: unknown): string[] {
  const refuse = (got: string) => refusal("HEADER_VALUE_INVALID", got, "headers must be names with strings as values");
  return pairs(headers, refuse);
}

export function requestTo(url: string, method = ""): RequestParts {
  return { method, url, headers: [], body: undefined };
}

/** The method; "" when not given. */
export function methodName(method: unknown): string {
  if (method === undefined) return "";
  if (typeof method === "string" && method !== "" && !method.includes("\0")) return method;
  throw refusal("METHOD_INVALID", show(method));
}

/** A URL as text, exactly as given. A NUL would end the field, and in wasm be blamed on another. */
export function urlText(url: unknown): string {
  const text = typeof url === "string" ? url : hrefOf(url);
  if (typeof text !== "string") throw refusal("URL_INVALID", show(url));
  if (text.includes("\0")) throw refusal("URL_CONTROL_CHARACTER");
  return text;
}

function hrefOf(url: unknown): unknown {
  try {
    return tag(url) === "URL" ? (url as URL).href : undefined;
  } catch {
    // It only calls itself a URL.
    return undefined;
  }
}

export function settings(options: ExplainOptions | undefined, names: Names): Settings {
  const given: ExplainOptions = options ?? NONE;
  if (options !== undefined) checkNames(options, names);
  const [payload, sha256] = payloadMode(given.payload);
  const { expiresIn } = given;
  return {
    region: scopeName(given.region, "region"),
    service: scopeName(given.service, "service"),
    sha256,
    unsignedHeaders: nameList(given.unsignedHeaders, "unsignedHeaders"),
    signedHeaders: nameList(given.signedHeaders, "signedHeaders"),
    dateMs: milliseconds(given.date),
    expiresIn: seconds(expiresIn),
    flags: (payload << PAYLOAD_BIT) | ruleFlags(given.rules) | (expiresIn === null ? FLAG.noExpiry : 0),
    hashesBody: payload < 2,
  };
}

/** The number as it is; what is none becomes NaN, which is refused with its range, or not looked at for `noExpiry`. */
function seconds(expiresIn: unknown = DEFAULT_EXPIRES_IN): number {
  return typeof expiresIn === "number" ? expiresIn : Number.NaN;
}

function payloadMode(payload: unknown): [number, string] {
  if (payload === undefined) return [0, ""];
  if (payload === "signed") return [1, ""];
  if (payload === "unsigned") return [2, ""];
  if (typeof payload !== "object" || payload === null) throw refusal("PAYLOAD_INVALID", show(payload));
  checkNames(payload, PAYLOAD_NAMES, "payload");
  const { sha256 } = payload as { sha256?: unknown };
  if (typeof sha256 !== "string" || sha256.includes("\0")) throw refusal("PAYLOAD_HASH_INVALID", show(sha256));
  return [3, sha256];
}

/** The fields of `sign`, in the order in which src/wasm reads them; `url` is the request's, perhaps spelt anew. */
export function requestText({ method, headers }: RequestParts, url: string, settings: Settings, sha256: string) {
  const { region, service, unsignedHeaders, signedHeaders } = settings;
  const fields = `${method}\0${url}\0${region}\0${service}\0${unsignedHeaders}\0${signedHeaders}\0`;
  return headers.length === 0 ? fields + sha256 : `${fields}${headers.join("\0")}\0${sha256}`;
}

/** Which header holds the NUL for which wasm counted another number of fields. */
export function nulInHeader({ headers }: RequestParts): SigV4Error | undefined {
  const place = headers.findIndex((text) => text.includes("\0"));
  if (place < 0) return undefined;
  if (place % 2 === 0) return refusal("HEADER_NAME_INVALID", show(headers[place]));
  return refusal("HEADER_VALUE_INVALID", `${show(headers[place - 1])}: a value with a NUL`);
}

/** Fields as one text; wasm counts them and so refuses a NUL within a header. */
export function joinFields(fields: string[]): string {
  return fields.join("\0");
}
