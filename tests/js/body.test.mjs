// A body's hash is the same whatever form the body has and whoever hashes it: node:crypto, or wasm where it is small.
import assert from "node:assert/strict";
import { test } from "node:test";
import vm from "node:vm";
import { sha256 } from "../support/hashes.mjs";
import { stateBehind } from "../support/sha256-state.mjs";
import { exportsOf } from "../support/wasm-memory.mjs";
import { Signer } from "../../pkg/index.js";
import { explain } from "../../pkg/inspect.js";

const credentials = { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "hush/ThisMayNeverBeSeenInAnyMessage" };
const S3 = { credentials, region: "us-east-1", service: "s3" };
const SQS = { credentials, region: "us-east-1", service: "sqs" };
const url = "https://host.example.com/key";
const date = new Date("2015-08-30T12:36:00Z");
const s3 = new Signer(S3);
const sqs = new Signer(SQS);

/** Bytes in which a piece that is missing, doubled or swapped shows. */
function bytesOf(size) {
  return Uint8Array.from({ length: size }, (_, i) => (i * 31 + (i >> 8) * 17) & 255);
}

const SIZES = [0, 1, 55, 56, 63, 64, 65, 255, 256, 257, 4095, 4096, 65_535, 65_536, 65_537, 131_072, 1 << 20].flatMap(
  (size) => [size, size + 1],
);

test("bodies around every threshold have the hash of node:crypto", () => {
  for (const size of SIZES) {
    const bytes = bytesOf(size);
    for (const body of [bytes, "x".repeat(size), "é".repeat(size), "\u{1f600}".repeat(size >> 1)]) {
      const hash = sha256(body);
      const { headers } = s3.sign({ url, method: "PUT", body }, { date });
      assert.equal(headers["x-amz-content-sha256"], hash, `${typeof body} of ${size}`);
      const known = sqs.sign({ url, method: "PUT" }, { date, payload: { sha256: hash } });
      assert.equal(sqs.sign({ url, method: "PUT", body }, { date }).signature, known.signature);
      assert.equal(explain(SQS, { url, body }).canonicalRequest.payloadHash.value, hash);
    }
  }
});

function formsOf(text) {
  const bytes = new TextEncoder().encode(text);
  const padded = new Uint8Array(bytes.length + 16).fill(255);
  padded.set(bytes, 8);
  const shared = new Uint8Array(new SharedArrayBuffer(bytes.length));
  shared.set(bytes);
  return {
    Uint8Array: bytes,
    "Uint8Array with an offset": padded.subarray(8, 8 + bytes.length),
    Buffer: Buffer.from(text),
    Uint16Array: new Uint16Array(padded.buffer, 8, bytes.length / 2),
    Float64Array: new Float64Array(padded.buffer, 8, bytes.length / 8),
    "DataView with an offset": new DataView(padded.buffer, 8, bytes.length),
    ArrayBuffer: bytes.buffer,
    SharedArrayBuffer: shared.buffer,
    "Uint8Array on a SharedArrayBuffer": shared,
    "ArrayBuffer of another realm": vm.runInNewContext("bytes.slice().buffer", { bytes, Uint8Array }),
    "Uint8Array of another realm": vm.runInNewContext("new Uint8Array(list)", { list: [...bytes] }),
  };
}

for (const size of [8, 256, 70_000]) {
  test(`a body of ${size} bytes is the same in every form`, () => {
    const text = "body=é&".repeat(Math.ceil(size / 8));
    assert.equal(Buffer.byteLength(text) % 8, 0);
    const expected = sqs.sign({ url, body: text }, { date });
    const presigned = sqs.presignRequest({ url, body: text }, { date });
    assert.notEqual(presigned.signature, sqs.presignRequest({ url, method: "POST" }, { date }).signature);
    for (const [form, body] of Object.entries(formsOf(text))) {
      assert.deepEqual(sqs.sign({ url, body }, { date }), expected, form);
      assert.deepEqual(sqs.presignRequest({ url, body }, { date }), presigned, form);
      assert.equal(explain(SQS, { url, body }, { date }).signature, expected.signature, form);
    }
    assert.equal(s3.sign({ url, body: text }, { date }).headers["x-amz-content-sha256"], sha256(text));
  });
}

test("an empty body is one in every form", () => {
  const expected = sqs.sign({ url, body: "" }, { date });
  for (const body of [new Uint8Array(), new ArrayBuffer(), new DataView(new ArrayBuffer()), new URLSearchParams()]) {
    assert.deepEqual(sqs.sign({ url, body }, { date }), expected, Object.prototype.toString.call(body));
  }
});

test("a URLSearchParams is its text", () => {
  const body = new URLSearchParams({ Action: "GetCallerIdentity", ü: "a b&c" });
  assert.deepEqual(sqs.sign({ url, body }, { date }), sqs.sign({ url, body: String(body) }, { date }));
});

test("lone surrogates are hashed as the platform sends them", () => {
  for (const count of [1, 300, 100_000]) {
    const body = "a\ud800".repeat(count);
    const { headers } = s3.sign({ url, body }, { date });
    assert.equal(headers["x-amz-content-sha256"], sha256(new TextEncoder().encode(body)), `${count} times`);
  }
});

test("a body is not changed, nor kept: signing it again after a change signs the change", () => {
  for (const size of [10, 1000, 100_000]) {
    const body = bytesOf(size);
    const first = s3.sign({ url, body }, { date });
    assert.deepEqual(body, bytesOf(size));
    body[size - 1] ^= 1;
    assert.notEqual(s3.sign({ url, body }, { date }).signature, first.signature);
    body[size - 1] ^= 1;
    assert.deepEqual(s3.sign({ url, body }, { date }), first);
  }
});

test("a small body after a large one is not mixed with it", () => {
  const small = s3.sign({ url, body: "x" }, { date });
  s3.sign({ url, body: "y".repeat(60_000) }, { date });
  s3.presign(`${url}/${"z".repeat(60_000)}`, { date });
  assert.deepEqual(s3.sign({ url, body: "x" }, { date }), small);
});

test("what cannot be hashed at once is taken where nothing of it is signed", () => {
  const put = (body) => ({ url, method: "PUT", body });
  const expected = s3.presignRequest({ url, method: "PUT" }, { date });
  for (const body of [new Blob(["x"]), new FormData(), new ReadableStream(), Promise.resolve("x"), "text"]) {
    assert.deepEqual(s3.presignRequest(put(body), { date }), expected);
    assert.equal(s3.presign(put(body), { date }), expected.url);
    assert.equal(explain(S3, put(body), { date, placement: "query" }).result.url, expected.url);
    const unsigned = s3.sign(put(body), { date, payload: "unsigned" });
    assert.equal(unsigned.headers["x-amz-content-sha256"], "UNSIGNED-PAYLOAD");
    const known = s3.sign(put(body), { date, payload: { sha256: sha256("x") } });
    assert.equal(known.headers["x-amz-content-sha256"], sha256("x"));
  }
  for (const payload of ["unsigned", { sha256: sha256("x") }]) {
    const { headers } = s3.sign({ url, method: "PUT" }, { date, payload });
    assert.deepEqual(s3.sign(put({ pipe() {} }), { date, payload }).headers, headers, "whatever the caller sends");
  }
  for (const call of [
    () => s3.sign(put(new Blob(["x"]))),
    () => s3.presign(put(new Blob(["x"])), { payload: "signed" }),
    () => sqs.presign(put(new Blob(["x"]))),
  ]) {
    assert.throws(call, { code: "BODY_NOT_SYNCHRONOUS" });
  }
});

test("presigned: the S3 family does not sign the body by default, the others do", () => {
  const withBody = (signer, body, options) => signer.presign({ url, method: "PUT", body }, { date, ...options });
  assert.equal(withBody(s3, "a"), withBody(s3, "b"));
  assert.equal(withBody(s3, "a"), withBody(s3, undefined, { payload: "unsigned" }));
  assert.notEqual(withBody(s3, "a", { payload: "signed" }), withBody(s3, "b", { payload: "signed" }));
  assert.notEqual(withBody(sqs, "a"), withBody(sqs, "b"));
  assert.equal(withBody(sqs, "a"), withBody(sqs, undefined, { payload: { sha256: sha256("a") } }));
  assert.equal(withBody(sqs, ""), withBody(sqs, null));
});

test("wasm hashes what is longer than it could hold", () => {
  const { input, memory, output, sha256: hashPiece } = exportsOf("sha256");
  const first = Buffer.alloc(64, "x");
  new Uint8Array(memory.buffer, input(64), 64).set(first);
  hashPiece(64, 0);
  // As if 2^32 - 64 more bytes that lead to the same state had come, and then none.
  const length = 2 ** 32 + 64;
  const digits = new Uint8Array(memory.buffer, output(), hashPiece(0, length));
  const last = Buffer.alloc(64);
  last[0] = 0x80;
  last.writeBigUInt64BE(8n * BigInt(length), 56);
  const expected = stateBehind(last, stateBehind(first)).swap32().toString("hex");
  assert.equal(Buffer.from(digits).toString(), expected);
});
