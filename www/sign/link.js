// A link to this request: everything in the form but the credentials, in the fragment.
import { DOCUMENTATION_CREDENTIALS, EMPTY_FORM } from "./request.js";

const FIELDS = Object.keys(EMPTY_FORM).filter((name) => !(name in DOCUMENTATION_CREDENTIALS));

/** What names of headers and query parameters hold that carry credentials: those are left out of the link too. */
const CREDENTIAL =
  /authorization|cookie|credential|signature|secret|passw|(api|access)-?key|customer-key$|(security|session|access|auth|id)[-_]?token|^[?&]?token$/i;

function isCredential(name) {
  return CREDENTIAL.test(decoded(name));
}

function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** A continued line goes with its header; one that is a header by itself is looked at as such. */
function withoutCredentialHeaders(text) {
  const kept = [];
  let keeping = true;
  for (const line of text.split("\n")) {
    const name = line.split(":", 1)[0];
    if (!/^[ \t]/.test(line)) keeping = true;
    if (isCredential(name)) keeping = false;
    if (keeping) kept.push(line);
  }
  return kept.join("\n");
}

/** Of each piece between `?`, `&` and `#`, wherever it stands, and without `user:password@`. */
function withoutCredentialParameters(url) {
  const [address, ...pieces] = url.split(/(?=[?&#]|%3F|%26)/i);
  const kept = pieces.filter((piece) => !isCredential(piece.split("=", 1)[0]));
  if (kept.length < pieces.length && kept[0]?.startsWith("&")) kept[0] = kept[0].replace("&", "?");
  return [address.replace(/^([^/]*\/\/)[^/]*@/, "$1"), ...kept].join("");
}

/** Of a body that is JSON or a form; any other is left as it is. */
function withoutCredentialMembers(body) {
  if (/^[^\s=&{["<]+=/.test(body)) {
    const pieces = body.split("&");
    return pieces.filter((piece) => !isCredential(piece.split("=", 1)[0])).join("&");
  }
  let hasCredential = false;
  const kept = (name, value) => {
    hasCredential ||= isCredential(name);
    return isCredential(name) ? undefined : value;
  };
  try {
    const safe = JSON.stringify(JSON.parse(body, kept));
    return hasCredential ? safe : body;
  } catch {
    return body;
  }
}

/** The fragment, without `#`. */
export function toFragment(form) {
  const safe = { ...form, headers: withoutCredentialHeaders(form.headers) };
  for (const name of ["url", "key", "endpoint"]) safe[name] = withoutCredentialParameters(form[name]);
  safe.body = withoutCredentialMembers(form.body);
  if (safe.when === "now") safe.date = "";
  const changed = FIELDS.filter((name) => safe[name] !== EMPTY_FORM[name]);
  return new URLSearchParams(changed.map((name) => [name, safe[name]])).toString();
}

/** The form of a fragment, or null when it holds none. Credentials in it are ignored. */
export function fromFragment(fragment) {
  const given = [...new URLSearchParams(fragment)].filter(([name]) => FIELDS.includes(name));
  return given.length ? { ...EMPTY_FORM, ...Object.fromEntries(given) } : null;
}
