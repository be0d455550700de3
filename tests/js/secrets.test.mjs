// The secret is nowhere to be read: not in a Signer, an error, an Explanation or what is printed; after dispose() not
// even in memory.
import assert from "node:assert/strict";
import { Console } from "node:console";
import { Writable } from "node:stream";
import { test } from "node:test";
import { inspect } from "node:util";
import { serialize } from "node:v8";
import { stateBehind } from "../support/sha256-state.mjs";
import { memoryOf, occurrencesIn } from "../support/wasm-memory.mjs";
import { SigV4Error, Signer } from "../../pkg/index.js";
import { diagnose, explain, signCanonicalRequest } from "../../pkg/inspect.js";

const secretAccessKey = "hush/ThisMayNeverBeSeen+InAnyMessage1234";
const credentials = { accessKeyId: "AKIDEXAMPLE", secretAccessKey };
const S3 = { credentials, region: "us-east-1", service: "s3" };
const URL_ = "https://bucket.s3.us-east-1.amazonaws.com/key";
const date = new Date("2015-08-30T12:36:00Z");

const bytes = Buffer.from(secretAccessKey);
const spellings = [
  secretAccessKey,
  encodeURIComponent(secretAccessKey),
  bytes.toString("hex"),
  bytes.toString("base64"),
];
const { kDate, kRegion, kService, kSigning } = explain(S3, URL_, { date, includeKeys: true }).signingKey;
const keys = [kDate, kRegion, kService, kSigning];
const keySpellings = keys.flatMap((key) => [key, Buffer.from(key, "hex").toString("base64")]);

function assertSilent(text, what) {
  assert.ok(text.length > 0, what);
  for (const secret of [...spellings, ...keySpellings]) assert.ok(!text.includes(secret), `${what}: ${text}`);
}

/** Everything that can be had of a value. */
function printed(value) {
  const lines = [];
  const stream = new Writable({ write: (chunk, _, done) => done(void lines.push(String(chunk))) });
  const console = new Console(stream);
  console.log(value);
  console.dir(value, { showHidden: true, depth: null });
  console.table([value]);
  const all = { showHidden: true, depth: null, getters: true, showProxy: true, maxStringLength: null };
  return [...lines, inspect(value, all), JSON.stringify(value), JSON.stringify({ value }), String(value)].join("\n");
}

test("a Signer shows nothing", () => {
  const signer = new Signer(S3);
  signer.presign(URL_, { date });
  assertSilent(printed(signer), "printed");
  assert.deepEqual(Reflect.ownKeys(signer), []);
  assert.deepEqual({ ...signer }, {});
  assert.equal(JSON.stringify(signer), "{}");
  assertSilent(serialize(structuredClone(signer)).toString("latin1"), "cloned");
});

test("what has the form of a secret is not repeated, and all else is", () => {
  const signer = new Signer(S3);
  const secrets = [`${"A".repeat(39)}a`, `a${"A".repeat(39)}`, "aB1+/".repeat(8), "aB1=".repeat(10)];
  const others = [`${"Ab".repeat(20)}C`, `${"Ab".repeat(19)}C`, "a".repeat(40), "A".repeat(40), "-aA1".repeat(10)];
  for (const text of secrets) {
    assert.equal(text.length, 40);
    assert.throws(() => signer.presign(URL_, { date: text }), { message: /got a string$/ }, text);
  }
  for (const text of others) {
    assert.throws(
      () => signer.presign(URL_, { date: text }),
      ({ message }) => message.endsWith(`got "${text}"`),
      text,
    );
  }
});

test("a secret in the wrong place is refused where it would be sent, and not repeated", () => {
  // One that could be a region, too.
  for (const secret of [secretAccessKey, "hushThisMayNeverBeSeenInAnyMessage123456"]) {
    const credentials = { accessKeyId: "AKIDEXAMPLE", secretAccessKey: secret };
    const signer = new Signer({ ...S3, credentials });
    const request = { url: URL_ };
    const calls = [
      ...["region", "service"].flatMap((name) => [
        () => new Signer({ ...S3, credentials, [name]: secret }).sign(request),
        () => signer.presign(URL_, { [name]: secret }),
        () => signer.presignMany([URL_], { [name]: secret }),
        () => signer.signString("text", { [name]: secret }),
        () => explain({ ...S3, credentials, [name]: secret }, URL_, { date }),
        () => signCanonicalRequest({ ...S3, credentials, [name]: secret }, "GET", { date }),
      ]),
      () => signer.presign(URL_, { date: secret }),
      () => signer.presign(URL_, { expiresIn: secret }),
      () => signer.sign({ ...request, body: [secret] }),
      () => signer.sign({ ...request, headers: { "x-amz-date": secret } }),
    ];
    for (const call of calls) {
      assert.throws(call, (error) => error instanceof SigV4Error && !error.stack.includes(secret), String(call));
    }
  }
});

test("what is signed shows nothing", async () => {
  const signer = new Signer(S3);
  const request = { url: URL_, method: "PUT", body: "x" };
  assertSilent(printed(signer.sign(request, { date })), "sign");
  assertSilent(printed(signer.presignRequest(request, { date })), "presignRequest");
  assertSilent(printed(signer.presignMany([URL_], { date })), "presignMany");
  const sent = await signer.signRequest(URL_, {}, { date });
  assertSilent(printed(sent) + printed([...sent.headers]), "signRequest");
});

test("an Explanation shows nothing but the keys that were asked for", () => {
  for (const placement of ["header", "query"]) {
    assertSilent(printed(explain(S3, URL_, { date, placement })), placement);
    const withKeys = explain(S3, URL_, { date, placement, includeKeys: true });
    assert.deepEqual(withKeys.signingKey, { kDate, kRegion, kService, kSigning });
    assertSilent(printed({ ...withKeys, signingKey: null }), `${placement}, without its keys`);
    for (const secret of spellings) assert.ok(!printed(withKeys).includes(secret));
  }
  assertSilent(printed(signCanonicalRequest(S3, "GET", { date })), "signCanonicalRequest");
});

const signer = new Signer(S3);
const disposed = new Signer(S3);
disposed.dispose();
const withSecret = (member) => new Signer({ ...S3, credentials: { ...credentials, ...member } });
const FAILING = {
  "a secret with white space": () => withSecret({ secretAccessKey: `${secretAccessKey}\n` }),
  "a secret in quotes": () => withSecret({ secretAccessKey: `"${secretAccessKey}"` }),
  "a secret that is an object": () => withSecret({ secretAccessKey: { secretAccessKey } }),
  "a secret with NUL": () => withSecret({ secretAccessKey: `${secretAccessKey}\0` }),
  "a misspelt secret": () => withSecret({ secretAccessKey: undefined, secretAccesKey: secretAccessKey }),
  "the secret as access key id": () => withSecret({ accessKeyId: secretAccessKey }),
  "an access key id with white space": () => withSecret({ accessKeyId: " AKIDEXAMPLE" }),
  "a token with white space": () => withSecret({ sessionToken: " token " }),
  "a list of credentials": () => new Signer({ ...S3, credentials: [credentials] }),
  "text as credentials": () => new Signer({ ...S3, credentials: `AKIDEXAMPLE:${secretAccessKey}` }),
  "an unknown option": () => new Signer({ ...S3, secret: secretAccessKey }),
  "no scope": () => new Signer({ credentials }).presign("https://minio.example/"),
  "explain, wrong": () => explain({ credentials: { ...credentials, secretAccessKey: `${secretAccessKey} ` } }, URL_),
  "explain, no scope": () => explain({ credentials }, "https://minio.example/"),
  "signCanonicalRequest, wrong": () => signCanonicalRequest({ ...S3, credentials: [credentials] }, "GET", { date }),
  "a wrong URL": () => signer.presign("/key"),
  "a wrong header": () => signer.sign({ url: URL_, headers: { "x y": "z" } }),
  "a wrong option": () => signer.presign(URL_, { expires: 1 }),
  "a disposed Signer": () => disposed.presign(URL_),
};

for (const [name, call] of Object.entries(FAILING)) {
  test(`an error shows nothing: ${name}`, () => {
    assert.throws(call, (error) => {
      assert.ok(error instanceof SigV4Error, inspect(error));
      assertSilent([printed(error), error.stack, error.message, inspect(error.cause)].join("\n"), name);
      return true;
    });
  });
}

test("dispose ends a signer, once and for all, and no other", async () => {
  const one = new Signer(S3);
  const two = new Signer(S3);
  const expected = one.presign(URL_, { date });
  one.dispose();
  one.dispose();
  one[Symbol.dispose]();
  const calls = [
    () => one.presign(URL_),
    () => one.presignRequest(URL_),
    () => one.presignMany([URL_]),
    () => one.sign({ url: URL_ }),
    () => one.signString("text"),
  ];
  for (const call of calls) {
    assert.throws(call, (error) => error instanceof SigV4Error && error.code === "SIGNER_DISPOSED", String(call));
  }
  await assert.rejects(one.signRequest(URL_), { code: "SIGNER_DISPOSED" });
  await assert.rejects(one.fetch(URL_), { code: "SIGNER_DISPOSED" });
  assert.equal(two.presign(URL_, { date }), expected);
  assert.equal(new Signer(S3).presign(URL_, { date }), expected);
});

test("Symbol.dispose does what dispose does, as `using` calls it", () => {
  const used = new Signer(S3);
  used[Symbol.dispose]();
  assert.throws(() => used.presign(URL_), { code: "SIGNER_DISPOSED" });
});

/**
 * How often bytes stand in the memory of wasm, known by eight from their middle: the allocator writes over the ends of what
 * is freed.
 */
function occurrences(bytes, of = "presign") {
  const wanted = Buffer.from(bytes).subarray(16, 24);
  assert.equal(wanted.length, 8);
  return occurrencesIn(memoryOf(of), wanted);
}

const keysOf = (options) =>
  Object.values(explain(options, URL_, { date, includeKeys: true }).signingKey).map((key) => Buffer.from(key, "hex"));

/** The two states of HMAC behind a key (RFC 2104 §2): who has them can sign. */
function hmacStates(key) {
  return [0x36, 0x5c].map((pad) => stateBehind(Buffer.alloc(64, pad).map((byte, i) => byte ^ (key[i] ?? 0))));
}

test("a Signer holds the secret once, and dispose wipes it and the keys from memory", () => {
  const own = { secretAccessKey: "quiet/ThisIsInTheMemoryOfOneSignerAlone+" };
  const options = { ...S3, credentials: { ...credentials, ...own, sessionToken: "TOKEN" } };
  const keys = keysOf(options);
  const states = hmacStates(keys.at(-1));
  const held = new Signer(options);
  for (const url of [URL_, `${URL_}/${"x".repeat(20_000)}`]) {
    held.presign(url, { date });
    held.sign({ url, body: "x".repeat(200) }, { date });
    held.signString("text", { date });
  }
  assert.equal(occurrences(own.secretAccessKey), 1);
  assert.ok(states.every((state) => occurrences(state) >= 1));
  held.dispose();
  assert.equal(occurrences(own.secretAccessKey), 0);
  assert.deepEqual(
    [...keys, ...states].map((each) => occurrences(each)),
    [0, 0, 0, 0, 0, 0],
  );
});

/** As the README says. */
const KEPT_SCOPES = 64;

test("the keys of each scope are wiped: of many when others take their place, of all by dispose", () => {
  const options = {
    credentials: { ...credentials, secretAccessKey: "quiet/ThisOneSignsForManyScopes" },
    service: "s3",
  };
  const held = new Signer(options);
  const regions = Array.from({ length: 100 }, (_, i) => `region-${i}`);
  const states = regions.flatMap((region) => {
    held.presign(URL_, { date, region });
    return hmacStates(keysOf({ ...options, region }).at(-1));
  });
  const kept = states.map((state) => occurrences(state) > 0);
  assert.deepEqual(
    kept,
    states.map((_, i) => i >= 2 * (regions.length - KEPT_SCOPES)),
  );
  held.dispose();
  assert.ok(states.every((state) => occurrences(state) === 0));
});

test("dispose wipes the session token wherever signing left it", () => {
  // What is looked for is spelt alike in a header and in a query.
  const sessionToken = "quiet/token+and+TheMiddleOfOneThatIsLeftBehind=";
  const options = { ...S3, credentials: { ...credentials, sessionToken } };
  const other = new Signer(S3);
  const urls = Array.from({ length: 300 }, (_, i) => `${URL_}/${i}?text=${"x".repeat(i)}`);
  const ways = {
    "by header": (signer) => signer.sign({ url: URL_, body: "x" }, { date }),
    "by header, again": (signer) => {
      for (const letter of ["x", "y"]) signer.sign({ url: URL_, body: letter.repeat(300) }, { date });
    },
    "of a long request": (signer) => signer.sign({ url: `${URL_}/${"x".repeat(1 << 17)}`, body: "x" }, { date }),
    "by query": (signer) => signer.presign(URL_, { date }),
    "in a batch": (signer) => signer.presignMany(urls, { date }),
    "in a batch of like URLs": (signer) => signer.presignMany(Array(300).fill(URL_), { date }),
    refused: (signer) => assert.throws(() => signer.presign(`${URL_}?${"x".repeat(1 << 17)}`, { date })),
    "in a header that was given": () => other.sign({ url: URL_, headers: { "x-amz-security-token": sessionToken } }),
    "in a URL that was given": () => other.sign({ url: `${URL_}?token=${encodeURIComponent(sessionToken)}` }),
  };
  for (const [name, sign] of Object.entries(ways)) {
    const signer = new Signer(options);
    sign(signer);
    assert.ok(occurrences(sessionToken) > 1, name);
    signer.dispose();
    assert.equal(occurrences(sessionToken), 0, name);
  }
});

test("after dispose, others sign as before", () => {
  const options = { ...S3, credentials: { ...credentials, sessionToken: "TOKEN" } };
  const other = new Signer(options);
  const body = "x".repeat(300);
  const ways = [
    () => other.presign(URL_, { date }),
    () => other.presignMany([URL_, `${URL_}2`, `${URL_}3`, `${URL_}4`, `${URL_}5`], { date }),
    () => other.sign({ url: URL_, method: "PUT", headers: { "x-a": "b" }, body }, { date }),
    () => other.signString("text", { date }),
  ];
  const expected = ways.map((way) => way());
  for (const first of ways) {
    for (const [i, second] of ways.entries()) {
      first();
      new Signer(options).dispose();
      assert.deepEqual(second(), expected[i], `${first} ${second}`);
    }
  }
});

test("a refused secret is not kept in memory", () => {
  const refused = "quiet/ThisOneWasNeverTakenByAnySigner";
  assert.throws(() => withSecret({ secretAccessKey: `${refused}\n` }), { code: "SECRET_ACCESS_KEY_INVALID" });
  assert.throws(() => withSecret({ secretAccessKey: refused, sessionToken: " x" }), { code: "SESSION_TOKEN_INVALID" });
  assert.throws(() => withSecret({ secretAccessKey: `${refused}\0` }), { code: "SECRET_ACCESS_KEY_INVALID" });
  assert.equal(occurrences(refused), 0);
});

test("explaining and the doctor leave neither the secret nor keys in memory", () => {
  const quiet = (name) => ({
    ...S3,
    credentials: { ...credentials, secretAccessKey: `quiet/GivenTo-${name}-AndNotKept+` },
  });
  const signed = (options) => new Signer(options).sign(URL_, { date });
  const diagnosed = (options, more) => diagnose({ request: signed(S3), credentials: options.credentials, ...more });
  for (const [name, artefact, call] of [
    ["explain", "explain", (options) => explain(options, { url: URL_, body: "x".repeat(5000) }, { date })],
    ["signCanonicalRequest", "explain", (options) => signCanonicalRequest(options, "GET", { date })],
    ["diagnose", "diagnose", (options) => diagnosed(options)],
    ["diagnoseText", "diagnose", (options) => diagnosed(options, { stringToSign: "AWS4-HMAC-SHA256\nGET" })],
    ["diagnoseMade", "diagnose", (options) => diagnosed(options, { request: signed(options) })],
  ]) {
    const options = quiet(name);
    const keys = keysOf(options);
    call(options);
    const secrets = [options.credentials.secretAccessKey, ...keys, ...hmacStates(keys.at(-1))];
    const left = secrets.map((secret) => occurrences(secret, artefact));
    assert.deepEqual(left, [0, 0, 0, 0, 0, 0, 0], name);
  }
});
