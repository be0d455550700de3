// What a browser can send of a signed request. The browser itself is asked, by a Request that is never sent.
import { duration } from "../parts/duration.js";
import { momentOf } from "../parts/date-time.js";
import { EXAMPLES } from "./examples.js";
import { DOCUMENTATION_CREDENTIALS } from "./request.js";

/**
 * How far from its own clock a service accepts a signature's date: S3 says 15 minutes (RequestTimeTooSkewed), of the
 * others AWS says "in most cases" 5 (Signature Version 4, protection against reuse).
 */
const isLikeS3 = (service) => /^s3(express|-outposts|-object-lambda)?$/.test(service);
const windowOf = (service) => (isLikeS3(service) ? 15 : 5) * 60_000;
/** The secrets that AWS has printed. */
const DOCUMENTED = new Set(
  [DOCUMENTATION_CREDENTIALS, ...EXAMPLES.map(({ form }) => form)]
    .map(({ secretAccessKey }) => secretAccessKey)
    .filter(Boolean),
);
const HAS_NO_BODY = ["GET", "HEAD"];
/** The browser writes these itself, and so. */
const WRITTEN_BY_BROWSER = {
  host: ({ url }) => new URL(url).host,
  "content-length": ({ body }) => String(body?.length ?? 0),
};
/** Names of the machine that the browser runs on. */
export const isLoopback = (hostname) => /^(localhost|.*\.localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);

const bytesOf = (text) => new TextEncoder().encode(text);
/** A header's value as `fetch` takes it: a character for each byte, so that the bytes sent are those signed. */
const byteString = (text) => Array.from(bytesOf(text), (byte) => String.fromCharCode(byte)).join("");

/** What goes to `fetch`. A body of bytes gets no content type of the browser's own. */
export function sentRequest({ result: { method, url, headers } }, { body }) {
  const sent = Object.entries(headers).map(([name, value]) => [name, byteString(value)]);
  return { method, url, headers: sent, ...(body && { body: bytesOf(body) }) };
}

/** The names of headers that the browser keeps from being sent. */
function dropped(request) {
  const { url, method, headers } = request;
  const { headers: kept } = new Request(url, { method, headers });
  const isLost = ([name, value]) => !kept.has(name) && WRITTEN_BY_BROWSER[name]?.(request) !== value;
  return headers.filter(isLost).map(([name]) => name);
}

const list = (names) => names.map((name) => `\`${name}\``).join(", ");

/** Path and query, as text. */
const target = (url) => url.replace(/^[a-z]+:\/\/[^/?#]*/i, "").replace(/\?$/, "") || "/";

/**
 * `{ obstacles, notes }` as sentences. With an obstacle the browser cannot send what was signed; a note says what will
 * come of sending it. `page` is the address of this page.
 */
export function sendable(explanation, form, request, page = location) {
  const { method, body } = request;
  const obstacles = [];
  let url;
  try {
    url = new URL(request.url);
  } catch {
    return { obstacles: [`No browser takes \`${request.url}\` for an address.`], notes: [] };
  }
  if (!/^https?:$/.test(url.protocol)) {
    obstacles.push(`A \`${url.protocol}\` address is for a WebSocket. Open it with one: this panel sends with fetch.`);
    return { obstacles, notes: [] };
  }
  if (page.protocol === "https:" && url.protocol === "http:" && !isLoopback(url.hostname)) {
    obstacles.push(
      "This page came by https, and browsers let such a page send nothing to an `http:` address (mixed content).",
    );
  }
  const asked = `${url.pathname}${url.search}`;
  if (asked !== target(request.url)) {
    obstacles.push(`fetch rewrites this path: it would ask for \`${asked}\`, which is not what was signed.`);
  }
  if (body && HAS_NO_BODY.includes(method)) obstacles.push(`fetch cannot send a ${method} with a body.`);
  if (form.payload === "sha256" && !body) {
    obstacles.push("The page has only the hash of the body, not the body.");
  }
  let unsent = [];
  try {
    unsent = dropped(request);
  } catch (error) {
    obstacles.push(`The browser refuses it: ${error.message}`);
  }
  const signedNames = explanation.canonicalRequest.signedHeaders.split(";");
  const missing = unsent.filter((name) => signedNames.includes(name));
  if (missing.length) {
    obstacles.push(`No page may set ${list(missing)}: the browser would leave it out, and it is signed.`);
  }
  const unsigned = unsent.filter((name) => !missing.includes(name));
  return { obstacles, notes: [...documented(form), ...leftOut(unsigned), ...notAscii(request)] };
}

/** WebKitGTK takes the byte string for text, and encodes it once more. */
function notAscii({ headers }) {
  const names = headers.filter(([, value]) => /[^ -~\t]/.test(value)).map(([name]) => name);
  return names.length
    ? [`${list(names)}: not every browser sends characters outside ASCII as they were signed. WebKit does not.`]
    : [];
}

const leftOut = (names) =>
  names.length ? [`The browser leaves out ${list(names)}. The signature does not depend on it.`] : [];

const documented = ({ secretAccessKey }) =>
  DOCUMENTED.has(secretAccessKey)
    ? ["It is signed with the credentials of AWS’s documentation, which no public service knows."]
    : [];

/** Why the service will refuse the date, as a sentence, or null. */
export function refusedDate({ placement, service, stringToSign, result }, now = Date.now()) {
  const signedAt = momentOf(stringToSign.dateTime).getTime();
  const away = duration(now - signedAt);
  if (signedAt > now + windowOf(service)) return `It is dated ${away} ahead: the service will refuse it until then.`;
  if (placement === "query") {
    const end = result.expiresAt ? Date.parse(result.expiresAt) : Number.POSITIVE_INFINITY;
    return end < now ? `It expired ${duration(now - end)} ago: the service will refuse it.` : null;
  }
  if (signedAt > now - windowOf(service)) return null;
  const rule = isLikeS3(service)
    ? "S3 accepts 15 minutes, so the service will"
    : "Most services accept 5 minutes, so this one may";
  return `It was signed ${away} ago. ${rule} refuse it.`;
}

const UNASKED_METHODS = ["GET", "HEAD", "POST"];
const UNASKED_HEADERS = ["accept", "accept-language", "content-language"];
const UNASKED_TYPES = /^(application\/x-www-form-urlencoded|multipart\/form-data|text\/plain)\b/i;

/** Whether the browser asks the other origin, by OPTIONS, before it sends (the Fetch standard, CORS-safelisted). */
export function asksFirst({ method, headers, url }, page = location) {
  if (new URL(url).origin === page.origin) return false;
  const isUnasked = ([name, value]) =>
    UNASKED_HEADERS.includes(name) || (name === "content-type" && UNASKED_TYPES.test(value));
  return !UNASKED_METHODS.includes(method) || !headers.every(isUnasked);
}
