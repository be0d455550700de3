// Pure JavaScript: the compression function of @noble/hashes, called without what its `update` and `digest` do around it,
// from states that are kept. The text comes and goes through Node's Buffer, which is faster than JavaScript at it.
import { hmac } from "@noble/hashes/hmac.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { credentials, region } from "../works.mjs";
import { rival } from "./lean.mjs";

const BLOCK = 64;
const engine = sha256.create();
const [a0, b0, c0, d0, e0, f0, g0, h0] = engine.get();
const HEX_PAIRS = Uint16Array.from({ length: 256 }, (_, byte) => {
  const digits = Buffer.from(byte.toString(16).padStart(2, "0"));
  return (digits[0] << 8) | digits[1];
});

const input = Buffer.alloc(1 << 14);
const inputView = new DataView(input.buffer, input.byteOffset);
const digest = Buffer.alloc(32);
const digestView = new DataView(digest.buffer, digest.byteOffset);
const lastBlocks = Buffer.alloc(2 * BLOCK);
const lastView = new DataView(lastBlocks.buffer, lastBlocks.byteOffset);

/** Compresses what is in the first bytes of a buffer, with its padding, which is written behind them. */
function finish(bytes, view, length, total) {
  const end = (length + 8 + BLOCK) & -BLOCK;
  bytes[length] = 0x80;
  bytes.fill(0, length + 1, end - 8);
  view.setUint32(end - 8, Math.floor(total / 0x20000000));
  view.setUint32(end - 4, total << 3);
  for (let at = 0; at < end; at += BLOCK) engine.process(view, at);
}

function digestHex() {
  digestView.setUint32(0, engine.A);
  digestView.setUint32(4, engine.B);
  digestView.setUint32(8, engine.C);
  digestView.setUint32(12, engine.D);
  digestView.setUint32(16, engine.E);
  digestView.setUint32(20, engine.F);
  digestView.setUint32(24, engine.G);
  digestView.setUint32(28, engine.H);
  return digest.hexSlice(0, 32);
}

function hexWord(view, at, word) {
  view.setUint32(at, (HEX_PAIRS[word >>> 24] << 16) | HEX_PAIRS[(word >>> 16) & 255]);
  view.setUint32(at + 4, (HEX_PAIRS[(word >>> 8) & 255] << 16) | HEX_PAIRS[word & 255]);
}

function bodyHash(body) {
  const bytes = typeof body === "string" ? Buffer.from(body) : body;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const whole = bytes.length & -BLOCK;
  engine.set(a0, b0, c0, d0, e0, f0, g0, h0);
  for (let at = 0; at < whole; at += BLOCK) engine.process(view, at);
  lastBlocks.set(bytes.subarray(whole));
  finish(lastBlocks, lastView, bytes.length - whole, bytes.length);
  return digestHex();
}

function hashing(service) {
  // HMAC's inner state behind the key and the first block of the string to sign; its outer state behind the key.
  let inner;
  let outer;
  // What follows the first block of the string to sign, and the digest in the outer hash, both with their padding.
  const rest = Buffer.alloc(4 * BLOCK);
  const restView = new DataView(rest.buffer, rest.byteOffset);
  const outerBlock = new DataView(new ArrayBuffer(BLOCK));
  outerBlock.setUint32(32, 0x80000000);
  outerBlock.setUint32(60, 96 * 8);
  let hexAt = 0;
  let restEnd = 0;
  let tail = "";
  let tailBytes = Buffer.alloc(0);

  function start(day, firstLines) {
    let key = Buffer.from(`AWS4${credentials.secretAccessKey}`);
    for (const part of [day, region, service, "aws4_request"]) key = hmac(sha256, key, Buffer.from(part));
    const pad = (byte) => Buffer.alloc(BLOCK).map((_, i) => (key[i] ?? 0) ^ byte);
    const head = Buffer.from(firstLines);
    inner = sha256.create().update(pad(0x36)).update(head.subarray(0, BLOCK)).get();
    outer = sha256.create().update(pad(0x5c)).get();
    hexAt = head.length - BLOCK;
    const length = hexAt + 64;
    restEnd = (length + 8 + BLOCK) & -BLOCK;
    rest.fill(0).set(head.subarray(BLOCK));
    rest[length] = 0x80;
    restView.setUint32(restEnd - 4, (2 * BLOCK + length) * 8);
  }

  function sign(head, newTail) {
    if (newTail !== tail) {
      tail = newTail;
      tailBytes = Buffer.from(tail);
    }
    const written = input.latin1Write(head, 0);
    input.set(tailBytes, written);
    const length = written + tailBytes.length;
    engine.set(a0, b0, c0, d0, e0, f0, g0, h0);
    finish(input, inputView, length, length);

    hexWord(restView, hexAt, engine.A);
    hexWord(restView, hexAt + 8, engine.B);
    hexWord(restView, hexAt + 16, engine.C);
    hexWord(restView, hexAt + 24, engine.D);
    hexWord(restView, hexAt + 32, engine.E);
    hexWord(restView, hexAt + 40, engine.F);
    hexWord(restView, hexAt + 48, engine.G);
    hexWord(restView, hexAt + 56, engine.H);
    engine.set(inner[0], inner[1], inner[2], inner[3], inner[4], inner[5], inner[6], inner[7]);
    for (let at = 0; at < restEnd; at += BLOCK) engine.process(restView, at);

    outerBlock.setUint32(0, engine.A);
    outerBlock.setUint32(4, engine.B);
    outerBlock.setUint32(8, engine.C);
    outerBlock.setUint32(12, engine.D);
    outerBlock.setUint32(16, engine.E);
    outerBlock.setUint32(20, engine.F);
    outerBlock.setUint32(24, engine.G);
    outerBlock.setUint32(28, engine.H);
    engine.set(outer[0], outer[1], outer[2], outer[3], outer[4], outer[5], outer[6], outer[7]);
    engine.process(outerBlock, 0);
    return digestHex();
  }

  return { start, sign, sha256: bodyHash };
}

export const name = "rival: @noble/hashes";

export const { presign, presignMany, presignManyJoined, dynamodbPost, dynamodbIds, uploadPut } = rival(hashing);
