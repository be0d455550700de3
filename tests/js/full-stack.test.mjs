// A full stack may end `explain` and `diagnose` anywhere. The next call is as if nothing had been, and of the one that was ended
// nothing stays in memory.
import assert from "node:assert/strict";
import { test } from "node:test";
import { instances, occurrencesIn } from "../support/wasm-memory.mjs";

const { diagnose, explain, mistakes, recognise, s3Url, signCanonicalRequest } = await import("../../pkg/inspect.js");

const date = new Date("2015-08-30T12:36:00Z");
const secretAccessKey = "quiet/ThisOneIsWipedWithItsInstance";
const signer = { credentials: { accessKeyId: "AKIDEXAMPLE", secretAccessKey }, region: "us-east-1", service: "s3" };
const { canonicalRequest } = explain(signer, "https://bucket.s3.us-east-1.amazonaws.com/key", { date });

const CALLS = {
  explain: () => explain(signer, "https://bucket.s3.us-east-1.amazonaws.com/key?a=b", { date }),
  signCanonicalRequest: () => signCanonicalRequest(signer, canonicalRequest.text, { date }),
  s3Url: () => s3Url({ bucket: "bucket", key: "a b", region: "us-east-1" }),
  diagnose: () =>
    diagnose({ canonicalRequest: canonicalRequest.text.replace("/key", "//key"), credentials: signer.credentials }),
  recognise: () => recognise(`${canonicalRequest.text}\n`),
  mistakes,
};

const MANY = 500;

/** Calls it with a full stack, and again one frame further up, until it does not throw. */
function onFullStack(call) {
  let count = 0;
  const deeper = () => {
    try {
      return deeper();
    } catch (error) {
      assert.ok(error instanceof RangeError, error);
      count++;
    }
    return call();
  };
  return { answer: deeper(), count };
}

for (const [name, call] of Object.entries(CALLS)) {
  test(`${name} answers the same where a full stack ended it before, and leaves no secret`, () => {
    const expected = call();
    let count = 0;
    // As many as end in a trap where each leaves something on wasm's own stack.
    while (count < MANY) {
      const ended = onFullStack(call);
      assert.deepEqual(ended.answer, expected);
      count += ended.count;
    }
    assert.deepEqual(call(), expected);
    for (const { memory } of instances) assert.equal(occurrencesIn(memory, secretAccessKey), 0);
  });
}

test("what is refused starts no other instance", () => {
  const count = instances.length;
  assert.throws(() => explain(signer, "nonsense"), { code: "URL_INVALID" });
  assert.throws(() => s3Url({ bucket: "b/c", region: "us-east-1" }), { code: "BUCKET_INVALID" });
  CALLS.explain();
  assert.equal(instances.length, count);
});
