// Node only: OpenSSL's SHA instructions through crypto.hash and createHmac, with the key cached.
import crypto, { createHmac, createSecretKey } from "node:crypto";
import { credentials, region } from "../works.mjs";
import { rival } from "./lean.mjs";

const sha256 = crypto.hash
  ? (data) => crypto.hash("sha256", data, "hex")
  : (data) => crypto.createHash("sha256").update(data).digest("hex");

function hashing(service) {
  let key;
  let keyDay = "";
  let firstLines = "";

  function start(day, lines) {
    firstLines = lines;
    if (day === keyDay) return;
    keyDay = day;
    let bytes = `AWS4${credentials.secretAccessKey}`;
    for (const part of [day, region, service, "aws4_request"])
      bytes = createHmac("sha256", bytes).update(part).digest();
    key = createSecretKey(bytes);
  }

  const sign = (head, tail) =>
    createHmac("sha256", key)
      .update(firstLines + sha256(head + tail))
      .digest("hex");

  return { start, sign, sha256 };
}

export const name = "rival: createHmac";

export const { presign, presignMany, presignManyJoined, dynamodbPost, dynamodbIds, uploadPut } = rival(hashing);
