import { KnownHash, readable } from "./body.js";
import { SigV4Error } from "./errors.js";
import { formBlob } from "./form-data.js";
import { sha256Async } from "./hash.js";
import { isIterable, pairs, SIGN_NAMES, snapshot } from "./options.js";
import { urlText } from "./pack.js";
import { cut, refusal, show } from "./refusals.js";
import type { Signer } from "./signer.js";
import { tag } from "./tag.js";
import type { BodyInput, SignOptions } from "./types.js";

/** What a Request carries beside its URL, as its attributes and RequestInit's members are both called. */
const CARRIED = [
  "method",
  "headers",
  "mode",
  "credentials",
  "cache",
  "redirect",
  "referrer",
  "referrerPolicy",
  "integrity",
  "keepalive",
  "signal",
] as const;

/** A signed Request. It is built first and signed then, so that headers which the platform drops are not signed. */
export async function signFetchRequest(
  signer: Signer,
  input: Request | string | URL,
  init: RequestInit | null | undefined,
  options: SignOptions | undefined,
): Promise<Request> {
  for (const name in init) {
    if (SIGN_NAMES.has(name)) throw refusal("OPTION_UNKNOWN", `${name} in init: pass it in the third argument`);
  }
  const chosen = snapshot(options);
  const hashed = chosen.payload === undefined || chosen.payload === "signed";
  const url = sentUrl(signer, isRequest(input) ? input.url : absolute(input), chosen);
  const { request, sha256 } = await build(input, url, init ?? {}, hashed);
  const { method, headers } = request;
  const body: unknown = sha256 === undefined ? null : new KnownHash(sha256);
  const signed = signer.sign({ method, url, headers, body: body as BodyInput | null }, chosen);
  for (const [name, value] of Object.entries(signed.headers)) {
    setHeader(headers, name, value);
    if (headers.get(name) !== value) {
      throw refusal("OPTION_INVALID", show(request.mode), `mode must be one in which ${name} can be sent`);
    }
  }
  return request;
}

function isRequest(input: Request | string | URL): input is Request {
  return tag(input) === "Request";
}

/** Text as the caller wrote it; where pages have a base URL, relative ones work as in fetch(). */
function absolute(input: string | URL): string {
  const text = urlText(input);
  if (/^[a-z][a-z0-9+.-]*:/i.test(text)) return text;
  try {
    return new Request(text).url;
  } catch {
    return text;
  }
}

/**
 * The URL in the encoding that is signed and that fetch leaves as it is.
 * Where fetch rewrites it (dot segments), the rewritten one, if that is the same resource for the service.
 */
function sentUrl(signer: Signer, text: string, options: SignOptions): string {
  const { payload, unsignedHeaders, signedHeaders, ...given } = options;
  const scope = { date: new Date(), ...given };
  const asked = signer.sign({ url: text }, scope);
  const rewritten = parsed(asked.url);
  if (rewritten === asked.url) return rewritten;
  const reached = signer.sign({ url: rewritten }, scope);
  if (reached.signature !== asked.signature || parsed(reached.url) !== reached.url) {
    throw refusal("URL_REWRITTEN", `${path(text)}: fetch would ask for ${path(rewritten)}`);
  }
  return reached.url;
}

/** The part that fetch rewrites, as much of it as an error shows. */
function path(url: string): string {
  return cut(url.replace(/^[^:]*:\/\/[^/]*|[?#].*/gs, ""));
}

/** As fetch reads it, which knows what a host in punycode stands for. */
function parsed(url: string): string {
  try {
    return new URL(url).href;
  } catch {
    throw refusal("HOST_INVALID", url.split("/")[2]);
  }
}

/** A Request that shares nothing with the given one, at `url`, and the hash of its body, if that is wanted. */
async function build(
  input: Request | string | URL,
  url: string,
  init: RequestInit,
  hashed: boolean,
): Promise<{ request: Request; sha256?: string }> {
  const body: unknown = init.body ?? undefined;
  // Of an object that is no body the platform would send the name, "[object Object]".
  const held = body === undefined ? undefined : readable(body);
  const make = async (sent: RequestInit) => (isRequest(input) ? copy(input, url, sent, hashed) : construct(url, sent));
  // Of parameters the platform knows the type, which their text has not.
  if (hashed && held !== undefined && tag(body) !== "URLSearchParams") {
    // Of shared memory some platforms would send the digits. The others are taken by both as they are now.
    const own = typeof held === "string" || tag(held.buffer) === "ArrayBuffer" ? held : held.slice();
    const sent = { ...members(init), body: own as BodyInit };
    const [request, sha256] = await Promise.all([make(sent), sha256Async(own)]);
    return { request, sha256 };
  }
  const isForm = hashed && tag(body) === "FormData";
  const request = await make(isForm ? { ...members(init), body: await formBlob(body as FormData) } : init);
  if (!hashed || !hasBody(request)) return { request };
  const content = await bytes(request);
  return { request: withBytes(request, content), sha256: await sha256Async(content) };
}

function setHeader(headers: Headers, name: string, value: string): void {
  try {
    headers.set(name, value);
  } catch {
    throw refusal("HEADER_VALUE_INVALID", name, "a header value must be Latin-1 for fetch to send it");
  }
}

/** What an init has but its body, also as a class that has getters. */
function members(init: RequestInit): Record<string, unknown> {
  const all: Record<string, unknown> = {};
  const names = new Set<string>([...CARRIED, "priority", "duplex", "window"]);
  for (const name in init) names.add(name);
  for (const name of names) {
    const value = init[name as keyof RequestInit];
    if (value !== undefined) all[name] = value;
  }
  return all;
}

/** The same with the body that was read from it. Sent as a stream, browsers would insist on HTTP/2. */
function withBytes(request: Request, body: Uint8Array<ArrayBuffer>): Request {
  const { referrer, referrerPolicy } = request;
  return new Request(request, { body, referrer, referrerPolicy });
}

/** A copy of the given Request, at `url`. */
async function copy(given: Request, url: string, init: RequestInit, hashed: boolean): Promise<Request> {
  const source = (init.body ?? null) === null && hasBody(given) ? clone(given) : given;
  const same = construct(source, init);
  if (same.url.split("#", 1)[0] === url) return same;
  const carried = members(init);
  for (const name of CARRIED) carried[name] = same[name];
  // A navigation's mode cannot be asked for; the platform's default reaches the same servers.
  if (carried.mode === "navigate") delete carried.mode;
  if (hasBody(same)) {
    carried.body = hashed || !same.body ? await bytes(same) : same.body;
    carried.duplex = "half";
  }
  return construct(url, carried);
}

/** False when there certainly is none; Firefox does not tell, so there every method that may have one does. */
function hasBody(request: Request): boolean {
  if (request.body === undefined) return request.method !== "GET" && request.method !== "HEAD";
  return request.body !== null;
}

async function bytes(request: Request): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await request.arrayBuffer());
}

function clone(request: Request): Request {
  if (request.bodyUsed) throw refusal("BODY_INVALID", "a Request whose body has been read");
  return request.clone();
}

/** The platform's own refusals (a GET with a body, an unknown mode), as the one error that is thrown. */
function construct(input: Request | string, init: RequestInit): Request {
  try {
    return new Request(input, init);
  } catch (cause) {
    // The platform's sentence would repeat the value, which may be a secret.
    checkHeaders(init.headers);
    const message = cause instanceof Error ? cause.message : String(cause);
    throw new SigV4Error("OPTION_INVALID", `the platform refuses this Request: ${message}`, { cause });
  }
}

const REFUSED_HEADERS = "headers must be names and values that fetch takes";

/** Refuses the header that the platform refuses, by name; of what can be read only once, that is not known. */
function checkHeaders(headers: HeadersInit | undefined): void {
  if (isIterable(headers) && "next" in headers) throw refusal("HEADER_VALUE_INVALID", undefined, REFUSED_HEADERS);
  if (areTaken(headers)) return;
  const list = pairs(headers, (got) => refusal("HEADER_VALUE_INVALID", got, REFUSED_HEADERS));
  for (let i = 0; i < list.length; i += 2) {
    const [name, value] = list.slice(i, i + 2) as [string, string];
    if (!areTaken([[name, ""]])) throw refusal("HEADER_NAME_INVALID", show(name));
    if (!areTaken([[name, value]])) throw refusal("HEADER_VALUE_INVALID", name, REFUSED_HEADERS);
  }
}

function areTaken(headers: HeadersInit | undefined): boolean {
  try {
    new Headers(headers);
    return true;
  } catch {
    return false;
  }
}
