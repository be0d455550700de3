// An exception that comes through wasm, as where the stack is full, ends a call halfway. No signer is lost by it, and none
// signs anything else afterwards.
import assert from "node:assert/strict";
import { test } from "node:test";
import { instances, occurrencesIn } from "../support/wasm-memory.mjs";

/** Thrown, once, by what wasm calls or by what disposing calls. */
let interruption;

/** What wasm imports, but for an interruption. */
const interruptible = (imports) =>
  Object.fromEntries(
    Object.entries(imports).map(([from, functions]) => [
      from,
      Object.fromEntries(Object.entries(functions).map(([name, call]) => [name, orInterrupted(call)])),
    ]),
  );

function orInterrupted(call) {
  return function (...given) {
    const thrown = interruption;
    interruption = undefined;
    if (thrown !== undefined) throw thrown;
    return call.apply(this, given);
  };
}

const { Instance } = WebAssembly;
WebAssembly.Instance = class extends Instance {
  constructor(module, imports) {
    super(module, interruptible(imports));
  }
};

const { unregister } = FinalizationRegistry.prototype;
FinalizationRegistry.prototype.unregister = orInterrupted(unregister);

/** Called while the platform hashes. */
let meanwhile = () => {};
const crypto = process.getBuiltinModule("node:crypto");
const { hash } = crypto;
crypto.hash = (...given) => {
  meanwhile();
  return hash(...given);
};

const { s3Url, Signer } = await import("../../pkg/index.js");

const date = new Date("2015-08-30T12:36:00Z");
const accessKeyId = "AKIDEXAMPLE";
const secretAccessKey = "quiet/ThisOneIsInTheMemoryOfOneInstance+";
const sessionToken = `${"quiet/token+".repeat(100)}é`;
const url = `https://bucket.s3.us-east-1.amazonaws.com/${"x".repeat(300)}`;
const urls = Array.from({ length: 9 }, (_, i) => `${url}/${i}?text=${"y".repeat(300)}${i}`);

const OPTIONS = [
  { credentials: { accessKeyId, secretAccessKey } },
  { credentials: { accessKeyId, secretAccessKey: "gehéim", sessionToken } },
  { credentials: { accessKeyId: "OTHER", secretAccessKey }, region: "eu-west-1" },
  { credentials: { accessKeyId: "OTHER", secretAccessKey }, service: "s3-outposts" },
  { credentials: { accessKeyId, secretAccessKey }, rules: { doubleEncodePath: true, contentSha256Header: false } },
];

const WAYS = {
  presign: (signer, i = 0) => signer.presign(urls[i], { date }),
  "presign with more options": (signer, i = 0) => signer.presign(urls[i], { date, region: "us-west-2" }),
  presignMany: (signer, i = 0) => signer.presignMany(urls.slice(i), { date }),
  sign: (signer, i = 0) => signer.sign({ url: urls[i], headers: { "x-a": `${i}`.repeat(300) }, body: "b" }, { date }),
};

const signString = (signer) => signer.signString("text", { date, region: "us-east-1", service: "s3" });

const occurrences = (text) => occurrencesIn(instances.at(-1).memory, text);

function interrupt(call) {
  interruption = new RangeError("Maximum call stack size exceeded");
  assert.throws(call, RangeError);
  assert.equal(interruption, undefined, "nothing was interrupted");
}

for (const [name, way] of Object.entries(WAYS)) {
  test(`after ${name} was interrupted, all signers sign as before`, () => {
    const signers = OPTIONS.map((options) => new Signer(options));
    const signed = () =>
      signers.map((signer) => [...Object.values(WAYS).map((each) => each(signer)), signString(signer)]);
    const expected = signed();
    for (const [i, signer] of signers.entries()) {
      const count = instances.length;
      interrupt(() => way(signer, i + 1));
      assert.deepEqual(signed(), expected, `the one of ${JSON.stringify(OPTIONS[i])}`);
      assert.equal(instances.length, count + 1);
    }
    for (const signer of signers) signer.dispose();
  });
}

test("signers that come and go between interruptions stay apart", () => {
  const kept = [];
  for (let round = 0; round < 20; round++) {
    const signers = Array.from({ length: 3 }, (_, i) => {
      const own = { accessKeyId: `ID${round % 4}${i}`, secretAccessKey: `secret${(round + i) % 5}` };
      const signer = new Signer({ credentials: own });
      return { signer, expected: signer.presign(url, { date }) };
    });
    interrupt(() => signers[0].signer.presign(urls[round % urls.length], { date }));
    kept.push(...signers);
    const [gone] = kept.splice((round * 7) % kept.length, 1);
    gone.signer.dispose();
    assert.throws(() => gone.signer.presign(url), { code: "SIGNER_DISPOSED" });
    for (const { signer, expected } of kept) assert.equal(signer.presign(url, { date }), expected, `round ${round}`);
  }
  for (const { signer } of kept) signer.dispose();
});

test("signers of equal options still share what dispose leaves to the last of them", () => {
  const own = { accessKeyId, secretAccessKey: "quiet/ThisOneIsSharedByThree" };
  const [one, two] = [new Signer({ credentials: own }), new Signer({ credentials: own })];
  interrupt(() => one.presign(url, { date }));
  const three = new Signer({ credentials: own });
  const expected = one.presign(url, { date });
  one.dispose();
  assert.equal(two.presign(url, { date }), expected);
  two.dispose();
  assert.equal(three.presign(url, { date }), expected);
  three.dispose();
  assert.equal(occurrences(own.secretAccessKey.slice(16, 24)), 0);
});

test("an instance that was interrupted is wiped, and the next one holds the secret once", () => {
  const signer = new Signer(OPTIONS[0]);
  signer.presign(url, { date });
  const [before] = instances.slice(-1);
  interrupt(() => signer.presign(urls[1], { date }));
  signer.presign(url, { date });
  assert.ok(new Uint8Array(before.memory.buffer).every((byte) => byte === 0));
  const part = secretAccessKey.slice(16, 24);
  assert.equal(occurrences(part), 1);
  signer.dispose();
  const other = new Signer(OPTIONS[1]);
  interrupt(() => other.presign(urls[1], { date }));
  other.presign(url, { date });
  assert.equal(occurrences(part), 0);
});

test("what Node reads memory by is that of the instance, also where making it was interrupted", () => {
  const signer = new Signer(OPTIONS[0]);
  const expected = signer.presign(url, { date });
  interrupt(() => signer.presign(urls[1], { date }));
  const { from } = Buffer;
  let count = 0;
  Buffer.from = () => {
    Buffer.from = from;
    count++;
    throw new RangeError("Maximum call stack size exceeded");
  };
  assert.ok(signer.presign(url, { date }) === expected);
  assert.equal(count, 1);
  signer.dispose();
});

test("what needs no signer goes on too, and a signer may be disposed at once", () => {
  const signer = new Signer(OPTIONS[0]);
  const object = { bucket: "b", key: "k", region: "us-east-1" };
  interrupt(() => signer.presign(urls[1], { date }));
  assert.equal(s3Url(object), "https://b.s3.us-east-1.amazonaws.com/k");
  interrupt(() => signer.presign(urls[1], { date }));
  signer.dispose();
  assert.throws(() => signer.presign(url), { code: "SIGNER_DISPOSED" });
  assert.equal(new Signer(OPTIONS[0]).presign(url, { date }), new Signer(OPTIONS[0]).presign(url, { date }));
});

test("what hashes for a call cannot sign meanwhile, and that call goes on", () => {
  const signer = new Signer({ credentials: { accessKeyId, secretAccessKey: "of this one alone" } });
  const others = [() => signer.presign(url), () => new Signer(OPTIONS[1]), () => signer.dispose()];
  // So much is hashed before the platform does it.
  signer.sign({ url, body: "x".repeat(2 << 20) });
  const expected = Object.values(WAYS).map((way) => way(signer, 1));
  const count = instances.length;
  const refused = [];
  for (const [i, way] of Object.values(WAYS).entries()) {
    for (const other of others) {
      way(signer, 2);
      meanwhile = () => {
        meanwhile = () => {};
        assert.throws(other, { code: "OPTION_INVALID", message: /crypto\.hash must not sign/ });
        refused.push(way);
      };
      assert.deepEqual(way(signer, 1), expected[i]);
    }
  }
  assert.equal(refused.length, expected.length * others.length);
  assert.equal(instances.length, count);
  signer.dispose();
});

test("what is refused, or answers nothing, ends a call as it should", () => {
  const signer = new Signer(OPTIONS[0]);
  signer.dispose();
  const other = new Signer(OPTIONS[0]);
  const count = instances.length;
  const refused = [
    () => new Signer({ credentials: { accessKeyId: "a,b", secretAccessKey } }),
    () => other.presign(url, { expiresIn: 0 }),
    () => other.presign("https://example.com/"),
    () => other.presign("https://exa mple.com/"),
    () => other.presignMany([url, "https://example.com/"]),
    () => other.sign({ url, headers: { "x-a": "b\0c" } }),
    () => other.sign({ url, headers: { host: "example.com" } }),
    () => other.sign({ url, body: "x".repeat(65 << 20) }, { payload: { sha256: "x" } }),
    () => other.signString("x".repeat(65 << 20), { region: "us-east-1", service: "s3" }),
    () => other.signString("x"),
    () => s3Url({ bucket: "" }),
    () => signer.presign(url),
  ];
  for (const call of refused) {
    assert.throws(call, { name: "SigV4Error" });
    assert.ok(other.presign(url).startsWith(url));
    new Signer(OPTIONS[1]).dispose();
  }
  assert.equal(other.presignMany([]).length, 0);
  assert.equal(instances.length, count);
});

/** What a call answers as deep in the stack as it can be made: deeper down it was ended, wherever it was. */
function atTheEnd(call, padding) {
  const deeper = (...given) => {
    try {
      return deeper(...given);
    } catch {
      return call();
    }
  };
  return deeper(...padding);
}

test("a full stack ends calls anywhere, and nothing else", () => {
  const signers = OPTIONS.map((options) => new Signer(options));
  const calls = signers.flatMap((signer) =>
    Object.values(WAYS).flatMap((way) => urls.map((_, i) => () => JSON.stringify(way(signer, i)))),
  );
  const expected = calls.map((call) => call());
  const count = instances.length;
  for (const [i, call] of calls.entries()) {
    assert.ok(atTheEnd(call, Array(i % 50).fill(i)) === expected[i], `call ${i} answered something else`);
  }
  assert.ok(instances.length > count, "no call was ended halfway");
  assert.ok(calls.every((call, i) => call() === expected[i]));
});

test("a signer that is disposed again, where the first time was interrupted, takes no other with it", () => {
  const signerOf = (id) => new Signer({ credentials: { accessKeyId: id, secretAccessKey } });
  const gone = signerOf("GONE");
  interrupt(() => gone.dispose());
  assert.throws(() => gone.presign(url), { code: "SIGNER_DISPOSED" });
  // The number is free.
  const next = signerOf("NEXT");
  gone.dispose();
  assert.match(next.presign(url), /Credential=NEXT%2F/);
  next.dispose();
});
