import type {
  RequestPresigningArguments,
  RequestSigningArguments,
  SdkRequest,
  SigningArguments,
} from "./aws-sdk-types.js";
import { checkIsObject } from "./options.js";
import { headerPairs } from "./pack.js";
import { refusal, show, showKind } from "./refusals.js";
import { tag } from "./tag.js";
import type { HttpRequest, Payload, SignOptions } from "./types.js";

/** What the SDK's own signer leaves out beside the names that are never signed here. */
const SDK_UNSIGNED = /^(cache-control|from|max-forwards|pragma|referer|sec-.*)$/;
/** Made anew by each signing; the SDK's own signer drops them too. */
const GENERATED = new Set(["authorization", "x-amz-date", "date"]);

export const HASH_HEADER = "x-amz-content-sha256";

/** A copy without what an earlier signing left, and without headers that have no value. */
export function unsigned<R extends SdkRequest>(request: R): R {
  checkRequest(request);
  const headers = { ...request.headers };
  for (const name of Object.keys(headers)) {
    if (headers[name] === undefined || GENERATED.has(name.toLowerCase())) delete headers[name];
  }
  const copy = Object.assign(Object.create(Object.getPrototypeOf(request)) as R, request);
  return Object.assign(copy, { headers, query: { ...request.query } });
}

/** Takes a header away, in whatever case it is; `name` is in lower case. */
export function dropHeader({ headers }: SdkRequest, name: string): void {
  for (const each of Object.keys(headers)) if (each.toLowerCase() === name) delete headers[each];
}

/** The request as it goes on the wire. */
export function wireRequest(request: SdkRequest): HttpRequest {
  const { method, headers, body } = request;
  return { method, url: wireUrl(request), headers: withHost(headers), ...(isBytes(body) && { body }) };
}

/** HTTP/2 has the host in a pseudo-header, which a service reads as the one of HTTP/1.1. */
function withHost(headers: Record<string, string>): Record<string, string> {
  if (headers[":authority"] === undefined) return headers;
  const { ":authority": host, ...others } = headers;
  return { ...others, host };
}

/** The host as it is in the URL that was signed. The given one is sent, which may have a default port or capitals. */
export function setHost({ headers }: SdkRequest, url: string): void {
  const [, , host = ""] = url.split("/");
  for (const name of Object.keys(headers)) if (/^(host|:authority)$/i.test(name)) headers[name] = host;
}

/** Of the request as it goes on the wire, in lower case. */
export function headerNames({ headers }: SdkRequest): string[] {
  return Object.keys(withHost(headers)).map((name) => name.toLowerCase());
}

const SETS = ["unsignableHeaders", "signableHeaders", "unhoistableHeaders", "hoistableHeaders"] as const;
export const PRESIGN_ARGUMENTS = ["signingDate", "signingRegion", "signingService", "expiresIn", ...SETS];
const ARGUMENTS = [...PRESIGN_ARGUMENTS, "priorSignature", "eventStreamCredentials"];

/** A copy of the arguments that are given, be they the object's own or what its class has. */
export function checkedArguments<O extends RequestPresigningArguments>(options: O): O {
  checkIsObject(options);
  const copy: Record<string, unknown> = {};
  for (const name of ARGUMENTS) {
    const value = options[name as keyof O];
    if (value !== undefined) copy[name] = value;
  }
  for (const name of SETS) {
    const names = copy[name] ?? new Set();
    if (tag(names) !== "Set")
      throw refusal("OPTION_INVALID", show(names), `${name} must be a Set of names in lower case`);
  }
  // To a Signer it is a URL without an end.
  if (copy.expiresIn === null) throw refusal("EXPIRES_IN_INVALID", show(copy.expiresIn));
  return copy as O;
}

export function checkRequest(request: SdkRequest): void {
  const { protocol, hostname, path, headers, query } = request ?? {};
  for (const [name, value] of Object.entries({ protocol, hostname, path })) {
    if (typeof value === "string") continue;
    const accepted = "a request, a text, an event or a message is signed, { protocol, hostname, path, … }";
    const got = showKind(request);
    throw refusal("OPTION_INVALID", request ? `${got} with ${showKind(value)} as ${name}` : got, accepted);
  }
  // A Headers or a Map has names and values that no loop over its members sees.
  for (const given of [headers ?? {}, query ?? {}] as unknown[]) {
    if (typeof given === "object" && !(Symbol.iterator in (given as object))) continue;
    throw refusal("OPTION_INVALID", showKind(given), "headers and query must be objects of names and values");
  }
}

const MALFORMED_QUERY = "the query must be well-formed text";

/** Text, or what is sent as the same text as it is signed. */
function isPlain(value: unknown): boolean {
  return !["object", "function", "symbol"].includes(typeof value);
}

/** Its encoding need not be strict, as the signer makes it so. */
function wireUrl({ protocol, hostname, port, path, query = {} }: SdkRequest): string {
  // In a URL, the path would end there: another object would be signed, and behind a `#` not even the query.
  if (/[?#]/.test(path))
    throw refusal("URL_INVALID", show(path), "path must be percent-encoded, and the query be in query");
  if (/[/?#]/.test(hostname)) throw refusal("HOST_INVALID", show(hostname));
  const pieces = Object.entries(query).flatMap(([name, value]) => {
    if (value === null || value === undefined) return [encode(name)];
    return [value].flat().map((each) => {
      if (!isPlain(each)) throw refusal("URL_INVALID", `${show(name)}: ${show(each)}`, MALFORMED_QUERY);
      return `${encode(name)}=${encode(each)}`;
    });
  });
  if (!isPlain(port)) throw refusal("HOST_INVALID", `${show(port)} as port`);
  const scheme = protocol.endsWith(":") ? protocol : `${protocol}:`;
  const authority = port === undefined ? hostname : `${hostname}:${port}`;
  return `${scheme}//${authority}${path.startsWith("/") ? path : `/${path}`}?${pieces.join("&")}`;
}

function encode(text: string): string {
  try {
    return encodeURIComponent(text);
  } catch {
    throw refusal("URL_INVALID", show(text), MALFORMED_QUERY);
  }
}

/** Path and query of a URL that was signed, as the SDK keeps them. */
export function pathAndQuery(url: string): { path: string; query: Record<string, string | string[]> } {
  const [, path = "", search = ""] = /^[a-z]+:\/\/[^/]*([^?]*)\?(.*)$/.exec(url) ?? [];
  const query: Record<string, string | string[]> = Object.create(null);
  for (const piece of search.split("&")) {
    const [name = "", value = ""] = piece.split("=").map(decodeURIComponent);
    const before = query[name];
    query[name] = before === undefined ? value : [before, value].flat();
  }
  return { path, query };
}

/** The SDK's options by our names. A body that must be read over time is signed as unsigned. */
export function signOptions(request: SdkRequest, options: RequestSigningArguments): SignOptions {
  const names = headerNames(request);
  const signable = options.signableHeaders ?? new Set();
  const left = (name: string) => SDK_UNSIGNED.test(name) || options.unsignableHeaders?.has(name);
  const { body } = request;
  const streamed = body !== undefined && body !== null && !isBytes(body) && !names.includes(HASH_HEADER);
  return {
    ...scope(options),
    unsignedHeaders: names.filter((name) => name !== "host" && left(name) && !signable.has(name)),
    signedHeaders: names.filter((name) => signable.has(name)),
    ...(streamed && { payload: "unsigned" as const }),
  };
}

export function scope({ signingDate, signingRegion, signingService }: SigningArguments) {
  return {
    ...(signingDate !== undefined && { date: dateOf(signingDate) }),
    region: signingRegion,
    service: signingService,
  };
}

/**
 * Moves headers into the query, as the SDK's own presigner does: most of a presigned URL's users send none. Answers what a
 * hash among them says of the payload, which it does wherever it stands.
 */
export function hoist(request: SdkRequest, options: RequestPresigningArguments): { payload?: Payload } {
  const { hoistableHeaders, unhoistableHeaders } = options;
  const hoisted: { payload?: Payload } = {};
  request.query ??= {};
  for (const [name, value] of Object.entries(request.headers)) {
    const lower = name.toLowerCase();
    const moved = lower.startsWith("x-amz-") && !unhoistableHeaders?.has(lower);
    if (!moved && !hoistableHeaders?.has(lower)) continue;
    // As text, an object would be signed as the name of its class.
    if (value !== undefined) headerPairs({ [name]: value });
    if (lower === HASH_HEADER) hoisted.payload = value === "UNSIGNED-PAYLOAD" ? "unsigned" : { sha256: value };
    request.query[name] = value;
    delete request.headers[name];
  }
  return hoisted;
}

function isBytes(body: unknown): body is string | ArrayBuffer | ArrayBufferView {
  if (typeof body === "string" || ArrayBuffer.isView(body)) return true;
  return tag(body) === "ArrayBuffer";
}

function dateOf(date: unknown): Date {
  if (typeof date === "object" && date !== null) return date as Date;
  const isText = typeof date === "string" && date.trim() !== "";
  const seconds = isText || typeof date === "number" ? Number(date) : Number.NaN;
  const made = isText && Number.isNaN(seconds) ? new Date(date) : new Date(seconds * 1000);
  if (Number.isNaN(made.getTime())) throw refusal("DATE_INVALID", show(date));
  return made;
}
