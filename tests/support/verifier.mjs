// A SigV4 verifier of the tests' own: recomputes a header signature from what arrived on the wire, with nothing of the
// package. Knows S3's rules and the general ones.
import { sha256, signatureOf } from "./hashes.mjs";

/** Throws unless the Authorization header signs this request. `headers` are the raw name and value pairs. */
export function verify({ method, target, headers, body }, secretAccessKey) {
  const values = joinedValues(headers);
  const pattern = /^AWS4-HMAC-SHA256 Credential=([^,]+), SignedHeaders=([^,]+), Signature=([0-9a-f]{64})$/;
  const [, credential, signedHeaders, signature] = pattern.exec(values.get("authorization")) ?? [];
  if (signature === undefined) throw new Error(`no signature in ${values.get("authorization")}`);
  const [, day, region, service] = credential.split("/");
  const [path, query = ""] = target.split(/\?(.*)/s);
  const sent = values.get("x-amz-content-sha256");
  const hash = sha256(body);
  if (sent !== undefined && sent !== "UNSIGNED-PAYLOAD" && sent !== hash) throw new Error("the body is another");
  const canonicalRequest = [
    method,
    service === "s3" ? canonicalS3Path(path) : canonicalPath(path),
    canonicalQuery(query),
    ...signedHeaders.split(";").map((name) => `${name}:${values.get(name)}`),
    "",
    signedHeaders,
    sent ?? hash,
  ].join("\n");
  const scope = `${day}/${region}/${service}/aws4_request`;
  const stringToSign = ["AWS4-HMAC-SHA256", values.get("x-amz-date"), scope, sha256(canonicalRequest)].join("\n");
  if (signature !== signatureOf(secretAccessKey, scope, stringToSign))
    throw new Error(`SignatureDoesNotMatch\n${stringToSign}\n\n${canonicalRequest}`);
}

/** Lower-case names with their values trimmed, collapsed and joined. */
function joinedValues(headers) {
  const values = new Map();
  for (const [name, value] of headers) {
    const key = name.toLowerCase();
    const text = value.trim().replaceAll(/[ \t]+/g, " ");
    values.set(key, values.has(key) ? `${values.get(key)},${text}` : text);
  }
  return values;
}

function canonicalS3Path(path) {
  return path.split("/").map(reencode).join("/");
}

function canonicalPath(path) {
  const kept = [];
  for (const segment of path.split("/")) {
    if (segment === "..") kept.pop();
    else if (segment !== "." && segment !== "") kept.push(encode(Buffer.from(segment)));
  }
  const end = kept.length > 0 && path.endsWith("/") ? "/" : "";
  return `/${kept.join("/")}${end}`;
}

function canonicalQuery(query) {
  const pieces = query.split("&").filter((piece) => piece !== "");
  const pairs = pieces.map((piece) => piece.split(/=(.*)/s)).map(([name, value = ""]) => [name, value].map(reencode));
  return pairs
    .sort((a, b) => compare(a[0], b[0]) || compare(a[1], b[1]))
    .map((pair) => pair.join("="))
    .join("&");
}

function compare(a, b) {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Decodes as a server does, then encodes strictly. */
function reencode(text) {
  const decoded = text.replaceAll("+", " ").replaceAll(/%([0-9a-f]{2})/gi, (_, hex) => {
    return String.fromCharCode(Number.parseInt(hex, 16));
  });
  return encode(Buffer.from(decoded, "latin1"));
}

function encode(bytes) {
  return Array.from(bytes, (byte) => {
    const character = String.fromCharCode(byte);
    const hex = byte.toString(16).toUpperCase().padStart(2, "0");
    return /[A-Za-z0-9\-._~]/.test(character) ? character : `%${hex}`;
  }).join("");
}
