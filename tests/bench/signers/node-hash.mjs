// Node only: the HMAC as two calls of crypto.hash over padded keys, which costs half of what createHmac does. Its digest
// between the two is text of 32 characters, since making a Buffer of it would cost as much as hashing.
import crypto, { createHmac } from "node:crypto";
import { credentials, region } from "../works.mjs";
import { rival } from "./lean.mjs";

const BLOCK = 64;
const sha256 = (data) => crypto.hash("sha256", data, "hex");

function hashing(service) {
  let inner;
  let hexAt = 0;
  const outer = Buffer.alloc(BLOCK + 32);

  function start(day, firstLines) {
    let key = `AWS4${credentials.secretAccessKey}`;
    for (const part of [day, region, service, "aws4_request"]) key = createHmac("sha256", key).update(part).digest();
    hexAt = BLOCK + firstLines.length;
    inner = Buffer.alloc(hexAt + 64);
    for (let i = 0; i < BLOCK; i++) {
      inner[i] = (key[i] ?? 0) ^ 0x36;
      outer[i] = (key[i] ?? 0) ^ 0x5c;
    }
    inner.latin1Write(firstLines, BLOCK);
  }

  function sign(head, tail) {
    inner.latin1Write(crypto.hash("sha256", head + tail, "hex"), hexAt);
    outer.latin1Write(crypto.hash("sha256", inner, "latin1"), BLOCK);
    return crypto.hash("sha256", outer, "hex");
  }

  return { start, sign, sha256 };
}

export const name = "rival: crypto.hash";

export const { presign, presignMany, presignManyJoined, dynamodbPost, dynamodbIds, uploadPut } = rival(hashing);
