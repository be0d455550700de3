// A link to this request: everything in the form but the credentials, in the fragment.
import { DOCUMENTATION_CREDENTIALS, EMPTY_FORM } from "./request.js";

const FIELDS = Object.keys(EMPTY_FORM).filter((name) => !(name in DOCUMENTATION_CREDENTIALS));

/** Headers and query parameters that carry credentials: left out of the link too. */
const CREDENTIAL_NAMES = new Set([
  "authorization",
  "proxy-authorization",
  "cookie",
  "x-amz-security-token",
  "x-amz-s3session-token",
  "x-amz-credential",
  "x-amz-signature",
]);

function withoutCredentialHeaders(text) {
  const kept = [];
  let keeping = true;
  for (const line of text.split("\n")) {
    if (!/^[ \t]/.test(line)) keeping = !CREDENTIAL_NAMES.has(line.split(":")[0].trim().toLowerCase());
    if (keeping) kept.push(line);
  }
  return kept.join("\n");
}

function withoutCredentialParameters(url) {
  const [, address, query, fragment] = /^([^?#]*)(?:\?([^#]*))?(#.*)?$/s.exec(url);
  if (query === undefined) return url;
  const kept = query.split("&").filter((piece) => !CREDENTIAL_NAMES.has(piece.split("=")[0].toLowerCase()));
  return `${address}${kept.length ? `?${kept.join("&")}` : ""}${fragment ?? ""}`;
}

/** The fragment, without `#`. */
export function toFragment(form) {
  const safe = { ...form, headers: withoutCredentialHeaders(form.headers), url: withoutCredentialParameters(form.url) };
  if (safe.when === "now") safe.date = "";
  const changed = FIELDS.filter((name) => safe[name] !== EMPTY_FORM[name]);
  return new URLSearchParams(changed.map((name) => [name, safe[name]])).toString();
}

/** The form of a fragment, or null when it holds none. Credentials in it are ignored. */
export function fromFragment(fragment) {
  const given = [...new URLSearchParams(fragment)].filter(([name]) => FIELDS.includes(name));
  return given.length ? { ...EMPTY_FORM, ...Object.fromEntries(given) } : null;
}
