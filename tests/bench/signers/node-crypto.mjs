// Node only: OpenSSL's SHA instructions through crypto.hash and createHmac, with the key cached.
import crypto, { createHmac, createSecretKey } from "node:crypto";
import { credentials, manyUrls, region, urls } from "../works.mjs";
import { leanSigner } from "./lean.mjs";

let key;
let keyDay = "";
let firstLines = "";

function start(day, lines) {
  firstLines = lines;
  if (day === keyDay) return;
  keyDay = day;
  let bytes = `AWS4${credentials.secretAccessKey}`;
  for (const part of [day, region, "s3", "aws4_request"]) bytes = createHmac("sha256", bytes).update(part).digest();
  key = createSecretKey(bytes);
}

const sha256 = crypto.hash
  ? (text) => crypto.hash("sha256", text, "hex")
  : (text) => crypto.createHash("sha256").update(text).digest("hex");

function sign(canonicalRequest) {
  return createHmac("sha256", key)
    .update(firstLines + sha256(canonicalRequest))
    .digest("hex");
}

const presigned = leanSigner({ start, sign });

export const name = "node:crypto";

export const presign = (i, date) => presigned(urls[i & 63], date);

export const presignMany = (date) => manyUrls.map((url) => presigned(url, date));
