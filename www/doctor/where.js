// Where a mistake is, in words and in the hue of its part.
import { h } from "../parts/dom.js";

const PARTS = {
  method: { name: "the method", part: "method" },
  uri: { name: "the URI", part: "uri" },
  query: { name: "the query", part: "query" },
  headers: { name: "the headers", part: "headers" },
  "signed-headers": { name: "the signed headers", part: "signedHeaders" },
  "payload-hash": { name: "the payload hash", part: "payloadHash" },
  assembly: { name: "how it is put together" },
};

const PLACES = {
  "canonical-request": "Canonical request",
  "string-to-sign": "String to sign",
  "credential-scope": "Credential scope",
  secret: "Secret access key",
  "signing-key": "Signing key",
  signature: "Signature",
  authorization: "Authorization header",
  credentials: "Credentials",
  request: "The request as sent",
  clock: "The clock",
};

/** The names of the parts of a canonical request, as sentences use them. */
export const PART_NAMES = Object.fromEntries(
  Object.values(PARTS).flatMap(({ name, part }) => (part ? [[part, name]] : [])),
);

export const LINE_NAMES = {
  algorithm: "the algorithm",
  dateTime: "the date",
  credentialScope: "the credential scope",
  canonicalRequestHash: "the hash of the canonical request",
};

/** `canonical-request.headers.host` as `{ place, detail, part }`. */
function whereIs(where) {
  const [first, second, ...rest] = where.split(".");
  const place = PLACES[first] ?? first;
  const known = first === "canonical-request" && PARTS[second];
  const detail = [known ? known.name : second, ...rest].filter(Boolean).join(", ");
  return { place, detail, part: known ? known.part : undefined };
}

/** The place in words, its detail in the hue of the part. */
export function placeNote(where) {
  const { place, detail, part } = whereIs(where);
  return h("span", {}, place, detail && [": ", h("span", { class: "part", "data-part": part }, detail)]);
}

/** A number that puts places into the order of the steps of signing. */
export function order(where) {
  const [first, second] = where.split(".");
  return Object.keys(PLACES).indexOf(first) * 10 + Math.max(0, Object.keys(PARTS).indexOf(second));
}

/** The part of each line of a canonical request of the documented form. */
export function partsOfLines(text) {
  const lines = text.split("\n");
  return lines.map((_, index) => {
    if (index < 3) return ["method", "uri", "query"][index];
    return ["payloadHash", "signedHeaders"][lines.length - 1 - index] ?? "headers";
  });
}
