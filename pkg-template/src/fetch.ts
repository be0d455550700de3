import { KnownHash } from "./body.js";
import { isRequest, ownRequest } from "./fetch-request.js";
import { checkIsObject, NONE, snapshot } from "./options.js";
import { PRESIGN_NAMES, urlText } from "./pack.js";
import { cut, refusal, show } from "./refusals.js";
import type { Signer } from "./signer.js";
import type { BodyInput, SignOptions } from "./types.js";

/** A signed Request. It is built first and signed then, so that headers which the platform drops are not signed. */
export async function signFetchRequest(
  signer: Signer,
  input: Request | string | URL,
  init: RequestInit | null | undefined,
  options: SignOptions | undefined,
): Promise<Request> {
  checkIsObject(init ?? NONE, "init");
  for (const name in init) {
    if (PRESIGN_NAMES.has(name) || name === "aws") {
      throw refusal("OPTION_UNKNOWN", `${name} in init: options are the third argument`);
    }
  }
  const chosen = snapshot(options);
  const { payload = "signed" } = chosen;
  const url = sentUrl(signer, isRequest(input) ? input.url : absolute(input), chosen);
  const { request, sha256 } = await ownRequest(input, url, init ?? {}, payload === "signed");
  const { method, headers } = request;
  const body: unknown = sha256 === undefined ? null : new KnownHash(sha256);
  const unsignedHeaders = [...(chosen.unsignedHeaders ?? []), ...changedHeaders(headers, chosen)];
  const given = { method, url, headers, body: body as BodyInput | null };
  const signed = signer.sign(given, { ...chosen, unsignedHeaders });
  for (const [name, value] of Object.entries(signed.headers)) {
    setHeader(headers, name, value);
    if (headers.get(name) !== value) {
      throw refusal("OPTION_INVALID", show(request.mode), `mode must be one in which ${name} can be sent`);
    }
  }
  return request;
}

/** What fetch sets itself, and what Cloudflare and other proxies set behind it. */
const CHANGED = /^(accept-encoding|cdn-loop|content-length|forwarded|true-client-ip|via|x-real-ip|(cf|sec)-.*)$/;

/** The headers that may be others behind the signature. */
function changedHeaders(headers: Headers, { signedHeaders = [] }: SignOptions): string[] {
  const asked = [...signedHeaders].map((name) => name.toLowerCase());
  return [...headers.keys()].filter((name) => CHANGED.test(name) && !asked.includes(name));
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
  const dated = { date: new Date(), ...options };
  const asked = signer.sign({ url: text }, dated);
  const rewritten = parsed(asked.url);
  if (rewritten === asked.url) return rewritten;
  const reached = signer.sign({ url: rewritten }, dated);
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

function setHeader(headers: Headers, name: string, value: string): void {
  try {
    headers.set(name, value);
  } catch {
    throw refusal("HEADER_VALUE_INVALID", name, "fetch sends header values in Latin-1 alone");
  }
}
