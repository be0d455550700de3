// Signers that are made of the same share what wasm keeps of them, and nobody can tell but by the time it takes.
import assert from "node:assert/strict";
import { test } from "node:test";
import { setImmediate as turn } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import vm from "node:vm";
import { memoryOf } from "../support/wasm-memory.mjs";
import { Signer } from "../../pkg/index.js";
import { explain } from "../../pkg/inspect.js";

setFlagsFromString("--expose-gc");
const gc = vm.runInNewContext("gc");

const date = new Date("2015-08-30T12:36:00Z");
const URL_ = "https://bucket.s3.us-east-1.amazonaws.com/a//b%20c";
const secretAccessKey = "quiet/ThisIsInTheMemoryOfSignersAlike+++";
const sessionToken = "quiet+TheTokenOfSignersThatAreMadeAlike+";
const credentials = { accessKeyId: "AKIDEXAMPLE", secretAccessKey, sessionToken };
const S3 = { credentials, region: "us-east-1", service: "s3" };

const changed = (member) => ({ ...S3, credentials: { ...credentials, ...member } });
const OTHERS = {
  "nothing else": S3,
  "another access key id": changed({ accessKeyId: "AKIDEXAMPLF" }),
  "a longer access key id": changed({ accessKeyId: "AKIDEXAMPLEE" }),
  "another secret of the same length": changed({ secretAccessKey: secretAccessKey.replace("quiet", "Quiet") }),
  "a secret that ends otherwise": changed({ secretAccessKey: secretAccessKey.replace(/.$/, "-") }),
  "a secret that goes on": changed({ secretAccessKey: `${secretAccessKey}+` }),
  "another token": changed({ sessionToken: sessionToken.replace(/.$/, "-") }),
  "no token": changed({ sessionToken: undefined }),
  "the token's end in the secret": changed({
    secretAccessKey: secretAccessKey + sessionToken,
    sessionToken: undefined,
  }),
  "another region": { ...S3, region: "eu-west-1" },
  "no region": { ...S3, region: undefined },
  "another service": { ...S3, service: "s4" },
  "no service": { ...S3, service: undefined },
  "no region, and it as the service": { ...S3, region: undefined, service: "us-east-1" },
  "a rule": { ...S3, rules: { normalizePath: true } },
  "the same rule otherwise": { ...S3, rules: { normalizePath: false } },
  "another rule": { ...S3, rules: { doubleEncodePath: true } },
};

/** By explain, which has no signer. */
const expected = (options) => explain(options, URL_, { placement: "query", date }).result.url;
const presigned = (signer) => signer.presign(URL_, { date });

function held(text) {
  const wanted = Buffer.from(text).subarray(16, 24);
  return Buffer.from(memoryOf("presign").buffer).includes(wanted);
}

async function collected() {
  for (let i = 0; i < 4; i++) {
    await turn();
    gc();
  }
  await turn();
}

test("signers that differ in one thing sign each for itself, in whatever order they are made and disposed", () => {
  const all = Object.entries(OTHERS);
  assert.ok(new Set(all.map(([, options]) => expected(options))).size >= all.length - 3);
  for (const [what, options] of all) {
    for (const [before, first] of all) {
      const message = `${before}, then ${what}`;
      const signers = [first, options, first].map((each) => new Signer(each));
      assert.deepEqual(signers.map(presigned), [first, options, first].map(expected), message);
      signers[0].dispose();
      assert.deepEqual(signers.slice(1).map(presigned), [options, first].map(expected), message);
      signers[2].dispose();
      assert.equal(presigned(signers[1]), expected(options), message);
      signers[1].dispose();
    }
  }
});

test("more signers than are compared sign each for itself, new ones as well", () => {
  const options = Array.from({ length: 40 }, (_, i) => changed({ accessKeyId: `AKID${i}` }));
  const signers = [...options, ...options, ...options.toReversed()].map((each) => [new Signer(each), expected(each)]);
  for (const [signer, url] of signers) assert.equal(presigned(signer), url);
  for (const [signer] of signers) signer.dispose();
});

test("secret and token stay until the last of them is disposed", () => {
  const signers = [1, 2, 3].map(() => new Signer(S3));
  for (const signer of signers) presigned(signer);
  for (const signer of signers) {
    assert.ok(held(secretAccessKey) && held(sessionToken));
    signer.dispose();
    signer.dispose();
    assert.throws(() => presigned(signer), { code: "SIGNER_DISPOSED" });
  }
  assert.ok(!held(secretAccessKey) && !held(sessionToken));
});

test("secret and token go when the last of them is forgotten, or some are and the others are disposed", async () => {
  // In a function of its own: what is forgotten must not be on the stack.
  function leave(disposed) {
    const signers = [1, 2, 3].map(() => new Signer(S3));
    for (const signer of signers) presigned(signer);
    for (const signer of signers.slice(0, disposed)) signer.dispose();
  }
  for (const disposed of [0, 1, 2]) {
    leave(disposed);
    assert.ok(held(secretAccessKey), `${disposed}`);
    await collected();
    assert.ok(!held(secretAccessKey) && !held(sessionToken), `${disposed}`);
  }
});

test("a signer that is made after one was collected, and before the engine tells so, keeps its secret", async () => {
  let overtook = 0;
  for (let round = 0; round < 20; round++) {
    const reference = (() => new WeakRef(new Signer(S3)))();
    await turn();
    gc();
    if (reference.deref() === undefined) overtook++;
    const next = new Signer(S3);
    await collected();
    assert.equal(presigned(next), expected(S3));
    next.dispose();
    assert.ok(!held(secretAccessKey));
  }
  assert.ok(overtook > 0);
});
