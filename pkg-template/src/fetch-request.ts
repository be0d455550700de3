import { readable } from "./body.js";
import { SigV4Error } from "./errors.js";
import { formBlob } from "./form-data.js";
import { sha256Async } from "./hash.js";
import { isIterable, pairs } from "./options.js";
import { refusal, show } from "./refusals.js";
import { tag } from "./tag.js";

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
  "cf",
] as const;

/** What sign() takes for a body that it cannot read, and fetch for text. */
const NO_BODY = /^(Request|Response|Promise)$/;

/** A Request that shares nothing with the given one, at `url`, and the hash of its body, if that is wanted. */
export async function ownRequest(
  input: Request | string | URL,
  url: string,
  init: RequestInit,
  hashed: boolean,
): Promise<{ request: Request; sha256: string | undefined }> {
  const body: unknown = init.body ?? undefined;
  // Of an object that is no body the platform would send the name, "[object Object]".
  if (NO_BODY.test(tag(body))) throw refusal("BODY_INVALID", show(body));
  const held = body === undefined ? undefined : readable(body);
  const make = async (sent: RequestInit) => (isRequest(input) ? copy(input, url, sent, hashed) : construct(url, sent));
  // Of parameters the platform knows the type, which their text has not.
  if (held !== undefined && tag(body) !== "URLSearchParams") {
    // Some platforms send the name of shared memory, or its digits.
    const own = typeof held === "string" || tag(held.buffer) === "ArrayBuffer" ? held : held.slice();
    const sent = { ...members(init), body: own as BodyInit };
    // Both take the body as it is now: the caller may change it while they are waited for.
    const [request, sha256] = await Promise.all([make(sent), hashed ? sha256Async(own) : undefined]);
    return { request, sha256 };
  }
  const isForm = hashed && tag(body) === "FormData";
  const request = await make(isForm ? { ...members(init), body: await formBlob(body as FormData) } : init);
  if (!hashed || !hasBody(request)) return { request, sha256: undefined };
  const content = await bytes(request);
  return { request: withBytes(request, content), sha256: await sha256Async(content) };
}

export function isRequest(input: Request | string | URL): input is Request {
  return tag(input) === "Request";
}

/** No constant: as one, bundlers would keep it where nothing fetches. */
const memberNames = () => [...CARRIED, "priority", "duplex", "window", "dispatcher"];

/** What fetch reads of an init and a Request does not keep: `proxy` of Bun, `next` of Next. */
export function readByFetch(init: RequestInit | null | undefined): Record<string, unknown> {
  const all: Record<string, unknown> = {};
  const kept = ["body", ...memberNames()];
  for (const name in init) if (!kept.includes(name)) all[name] = init[name as keyof RequestInit];
  return all;
}

/** What an init has but its body, also as a class that has getters. */
function members(init: RequestInit): Record<string, unknown> {
  const all: Record<string, unknown> = {};
  const names = new Set<string>(memberNames());
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
  for (const name of CARRIED) carried[name] = same[name as keyof Request] ?? carried[name];
  // A navigation's mode cannot be asked for; the platform's default reaches the same servers.
  if (carried.mode === "navigate") delete carried.mode;
  if (hasBody(same)) {
    // A stream has no length, without which S3 refuses it.
    const streamed = !hashed && same.headers.has("content-length") && same.body;
    carried.body = streamed || (await bytes(same));
    carried.duplex = "half";
  }
  return construct(url, carried);
}

/** False when there certainly is none; Firefox does not tell, so there every method that may have one does. */
function hasBody(request: Request): boolean {
  if (request.body === undefined) return request.method !== "GET" && request.method !== "HEAD";
  return request.body !== null;
}

/** Its body, as long as its signal lets it be read. */
function bytes(request: Request): Promise<Uint8Array<ArrayBuffer>> {
  const { signal } = request;
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    signal?.addEventListener("abort", () => reject(signal.reason));
    request.arrayBuffer().then((read) => resolve(new Uint8Array(read)), reject);
  });
}

function clone(request: Request): Request {
  try {
    return request.clone();
  } catch {
    throw refusal("BODY_INVALID", "a Request whose body has been read");
  }
}

/** The platform's own refusals (a GET with a body, an unknown mode), as the one error that is thrown. */
function construct(input: Request | string, init: RequestInit): Request {
  try {
    return new Request(input, init);
  } catch (cause) {
    // The platform's sentence would repeat the value, which may be a secret.
    checkHeaders(init.headers);
    const message = cause instanceof Error ? cause.message : String(cause);
    const short = message.replace(/\S{40,}/g, "…").slice(0, 200);
    throw new SigV4Error("OPTION_INVALID", `the platform refuses this Request: ${short}`, { cause });
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
