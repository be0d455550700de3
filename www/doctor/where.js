// Where a mistake is, in words and in the hue of its part.
import { h } from "../parts/dom.js";
import { PART_NAMES } from "../parts/part-names.js";

/** The part that a finding's second name stands for; the last is none of them alone. */
const PARTS = {
  method: "method",
  uri: "uri",
  query: "query",
  headers: "headers",
  "signed-headers": "signedHeaders",
  "payload-hash": "payloadHash",
  assembly: undefined,
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
  const part = first === "canonical-request" ? PARTS[second] : undefined;
  const name = second === "assembly" ? "how it is put together" : (PART_NAMES[part] ?? second);
  return { place, detail: [name, ...rest].filter(Boolean).join(", "), part };
}

export const mistakeAddress = (id) => `#mistake=${encodeURIComponent(id)}`;

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
