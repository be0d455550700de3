// What node:crypto hashes is signed as what wasm hashes: explain() has it all hashed in wasm.
import assert from "node:assert/strict";
import crypto from "node:crypto";
import { mock, test } from "node:test";
import { Signer } from "../../pkg/index.js";
import { explain } from "../../pkg/inspect.js";
import { loadPlatform } from "../support/platform.mjs";

const hash = mock.method(crypto, "hash");
loadPlatform();

const date = new Date("2015-08-30T12:36:00Z");
const credentials = { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "secret" };
const session = { credentials: { ...credentials, sessionToken: "t/o+k=".repeat(200) }, region: "r", service: "s3" };
const plain = { credentials, region: "r", service: "s3" };
const url = (length, letter = "k") => `https://example.com/${letter.repeat(length)}`;

/** How many texts the platform was given while `call` ran. */
function hashedBy(call) {
  const before = hash.mock.callCount();
  call();
  return hash.mock.callCount() - before;
}

function checkPresigned(options, signer, given) {
  const expected = explain(options, given, { date, placement: "query" }).result.url;
  return hashedBy(() => assert.equal(signer.presign(given, { date }), expected));
}

test("canonical requests of any length", () => {
  const signer = new Signer(plain);
  let count = 0;
  for (let length = 1; length < 700; length++) {
    // Each begins otherwise, so that nothing of it was hashed before.
    count += checkPresigned(plain, signer, url(length, "kl"[length & 1]));
    const request = { url: url(length, "mn"[length & 1]), headers: { a: "b" } };
    const { signature } = explain(plain, request, { date });
    count += hashedBy(() => assert.equal(signer.sign(request, { date }).signature, signature));
  }
  assert.ok(count > 1300, `${count}`);
});

test("what was hashed in part before is hashed on in wasm", () => {
  const signer = new Signer(plain);
  assert.equal(checkPresigned(plain, signer, `${url(1000)}?a`), 1);
  assert.equal(checkPresigned(plain, signer, `${url(1000)}?b`), 0);
  assert.equal(checkPresigned(plain, signer, `${url(700)}?b`), 1);
  const post = (target) => ({ method: "POST", url: url(1000), headers: { "x-amz-target": target } });
  const counts = ["a", "b", "c"].map((target) =>
    hashedBy(() => {
      const { signature } = explain(plain, post(target), { date });
      assert.equal(signer.sign(post(target), { date }).signature, signature);
    }),
  );
  assert.deepEqual(counts, [1, 0, 0]);
});

test("batches whose URLs are long, by a session token or by themselves", () => {
  for (const [options, length, isLong] of [
    [session, 5, true],
    [plain, 1000, true],
    [plain, 5, false],
  ]) {
    const signer = new Signer(options);
    const urls = Array.from({ length: 10 }, (_, i) => `${url(length)}${i}`);
    const expected = urls.map((each) => explain(options, each, { date, placement: "query" }).result.url);
    const count = hashedBy(() => assert.deepEqual(signer.presignMany(urls, { date }), expected));
    // Of the last two lanes the platform hashes what is in the others too.
    assert.equal(count, isLong ? 12 : 0);
  }
});

test("a canonical request for which memory grows", () => {
  const signer = new Signer(plain);
  for (const length of [1 << 16, 3 << 20, 9 << 20]) {
    const request = { url: url(3), headers: { "x-long": "é".repeat(length) } };
    const { signature } = explain(plain, request, { date });
    assert.equal(
      hashedBy(() => assert.equal(signer.sign(request, { date }).signature, signature)),
      1,
    );
  }
});

test("where the platform fails, wasm hashes", () => {
  const signer = new Signer(session);
  hash.mock.mockImplementation(() => {
    throw new Error("no hash today");
  });
  assert.ok(checkPresigned(session, signer, url(10)) > 0);
  const urls = Array.from({ length: 5 }, (_, i) => url(i + 1));
  const expected = urls.map((each) => explain(session, each, { date, placement: "query" }).result.url);
  assert.ok(hashedBy(() => assert.deepEqual(signer.presignMany(urls, { date }), expected)) > 0);
});
