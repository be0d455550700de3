// Pure JavaScript: @noble/hashes, with its hash states kept and copied.
import { sha256 } from "@noble/hashes/sha2.js";
import { hmac } from "@noble/hashes/hmac.js";
import { credentials, manyUrls, region, urls } from "../works.mjs";
import { leanSigner } from "./lean.mjs";

const encoder = new TextEncoder();
const BLOCK = 64;
const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));
const HEX_CODES = encoder.encode(HEX.join(""));

const fresh = sha256.create();
const working = sha256.create();
const input = new Uint8Array(1 << 14);
const digest = new Uint8Array(32);
const rest = new Uint8Array(256);
/** HMAC's inner state behind the key and the first block of the string to sign; its outer state behind the key. */
let inner;
let outer;
let restLength = 0;

function start(day, firstLines) {
  let key = encoder.encode(`AWS4${credentials.secretAccessKey}`);
  for (const part of [day, region, "s3", "aws4_request"]) key = hmac(sha256, key, encoder.encode(part));
  const pad = (byte) => Uint8Array.from({ length: BLOCK }, (_, i) => (key[i] ?? 0) ^ byte);
  const head = encoder.encode(firstLines);
  inner = sha256.create().update(pad(0x36)).update(head.subarray(0, BLOCK));
  outer = sha256.create().update(pad(0x5c));
  rest.set(head.subarray(BLOCK));
  restLength = head.length - BLOCK;
}

function sign(canonicalRequest) {
  const { written } = encoder.encodeInto(canonicalRequest, input);
  fresh._cloneInto(working).update(input.subarray(0, written)).digestInto(digest);
  for (let i = 0, at = restLength; i < 32; i++) {
    rest[at++] = HEX_CODES[2 * digest[i]];
    rest[at++] = HEX_CODES[2 * digest[i] + 1];
  }
  inner
    ._cloneInto(working)
    .update(rest.subarray(0, restLength + BLOCK))
    .digestInto(digest);
  outer._cloneInto(working).update(digest).digestInto(digest);
  let hex = "";
  for (let i = 0; i < 32; i++) hex += HEX[digest[i]];
  return hex;
}

const presigned = leanSigner({ start, sign });

export const name = "pure JS, @noble/hashes";

export const presign = (i, date) => presigned(urls[i & 63], date);

export const presignMany = (date) => manyUrls.map((url) => presigned(url, date));
