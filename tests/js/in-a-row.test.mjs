// What a call answers does not depend on the calls before it, though much is kept from one to the next.
import assert from "node:assert/strict";
import { test } from "node:test";
import { SigV4Error, Signer } from "../../pkg/index.js";
import { explain } from "../../pkg/inspect.js";

const signers = {
  queue: { credentials: { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "one" } },
  other: { credentials: { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "two" }, region: "eu-west-1", service: "sqs" },
  session: { credentials: { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "one", sessionToken: "token" } },
};
signers.unsigned = { ...signers.session, rules: { signSessionToken: false } };
const date = new Date("2015-08-30T12:36:00Z");
const later = new Date("2015-08-30T12:36:01Z");
const headers = { "content-type": "application/x-amz-json-1.0", "x-amz-target": "AmazonSQS.SendMessage" };
const one = "1".repeat(300);
const post = { method: "POST", url: "https://sqs.eu-west-1.amazonaws.com/", headers, body: one };
const put = { method: "PUT", url: "https://b.s3.eu-west-1.amazonaws.com/key", headers, body: one };

/** Signer, request, options: each what another is but for one thing. */
const SIGNED = [
  ["queue", post],
  ["queue", { ...post, body: "2".repeat(300) }],
  ["queue", { ...post, body: "3".repeat(300) }],
  ["queue", { ...post, body: "small" }],
  ["queue", { ...post, body: undefined }],
  ["queue", { ...post, body: new Uint8Array(100_000) }],
  ["queue", { ...post, method: "put" }],
  ["queue", { ...post, url: "https://sqs.eu-west-1.amazonaws.com/ü" }],
  ["queue", { ...post, url: "https://sqs.us-east-1.amazonaws.com/" }],
  ["queue", { ...post, headers: { ...headers, "x-amz-target": "AmazonSQS.DeleteMessage" } }],
  ["queue", { ...post, headers: { ...headers, "x-amz-target": "two  words" } }],
  ["queue", { ...post, headers: { ...headers, "x-amz-target": "\ud800" } }],
  ["queue", { ...post, headers: { "Content-Type": "a", "X-Amz-Target": "b" } }],
  ["queue", { ...post, headers: { ...headers, host: "sqs.eu-west-1.amazonaws.com" } }],
  ["queue", { ...post, headers: { ...headers, "x-amz-date": "20150830T123559Z" } }],
  ["queue", { ...post, headers: { ...headers, "x-amz-content-sha256": "0".repeat(64) } }],
  ["queue", withList("a=1", "a=2")],
  ["queue", withList("a=1", "b=2")],
  ["queue", withList("b=1", "a=2")],
  ["queue", withList("ab=1", "c=2")],
  ["queue", withList("a=1", "bc=2")],
  ["queue", { ...post, headers: undefined }],
  ["queue", post, { date: later }],
  ["queue", post, { region: "eu-north-1" }],
  ["queue", post, { payload: "unsigned" }],
  ["queue", post, { payload: { sha256: "0".repeat(64) } }],
  ["queue", post, { unsignedHeaders: ["content-type"] }],
  ["queue", post, { signedHeaders: ["expect"] }],
  ["queue", post, { rules: { contentSha256Header: true } }],
  ["queue", put],
  ["queue", { ...put, body: "2".repeat(300) }],
  ["other", post],
  ["session", post],
  ["session", { ...post, body: "2".repeat(300) }],
  ["session", { ...post, headers: { ...headers, "x-amz-security-token": "token" } }],
  ["session", post, { rules: { signSessionToken: false } }],
];

const key = "https://b.s3.eu-west-1.amazonaws.com/key";
const queue = "https://sqs.eu-west-1.amazonaws.com";
const directory = "https://b--use1-az4--x-s3.s3express-use1-az4.us-east-1.amazonaws.com";

/** Signer, URL or request, options: the same. */
const PRESIGNED = [
  ["queue", key],
  ["queue", `${key}-2`],
  ["queue", `${key.replace("key", "yek")}`],
  ["queue", `${key}/${"k".repeat(300)}`],
  ["queue", `${key}/~._-/A..Z//`],
  ["queue", `${key}/../a/./b`],
  ["queue", `${key} 2`],
  ["queue", `${key}+2`],
  ["queue", `${key}%202`],
  ["queue", `${key}%2D2`],
  ["queue", `${key}!`],
  ["queue", `${key}ü`],
  ["queue", `${key}?`],
  ["queue", `${key}?x=1`],
  ["queue", `${key}?x=1&X-Amz-Expires=1`],
  ["queue", `${key}#fragment`],
  ["queue", key.replace("/key", "")],
  ["queue", key.replace("/key", "?x=1")],
  ["queue", key.replace("https:", "http:")],
  ["queue", key.replace("https:", "HTTPS:")],
  ["queue", key.replace("com/", "com:443/")],
  ["queue", key.replace("com/", "com:8443/")],
  ["queue", key.replace("b.s3", "b2.s3")],
  ["queue", key.replace("eu-west-1", "us-east-1")],
  ["queue", `${queue}/1/queue`],
  ["queue", `${queue}/1/queues`],
  ["queue", `${queue}/1//queue/../x/.`],
  ["queue", key, { expiresIn: 60 }],
  ["queue", `${key}-2`, { expiresIn: 60 }],
  ["queue", key, { date: later }],
  ["queue", `${key}-2`, { date: later }],
  ["queue", key, { region: "eu-north-1" }],
  ["queue", key, { rules: { normalizePath: true } }],
  ["queue", `${key}-2`, { rules: { doubleEncodePath: true } }],
  ["other", key],
  ["other", key.replace("com/", "com.example/")],
  ["session", key],
  ["session", `${key}-2`],
  ["session", `${key}-2`, { rules: { signSessionToken: false } }],
  ["session", `${directory}/?session`],
  ["session", `${directory}/`],
  ["session", `${directory}/key`],
  ["unsigned", key],
  ["unsigned", `${key}-2`],
  ["queue", { url: `${key}-2` }],
  ["queue", { url: `${key}-2`, method: "PUT" }],
  ["queue", { url: `${key}-3`, method: "put" }],
  ["queue", { url: `${key}-3`, method: "patch" }],
  ["queue", { url: `${key}-2`, method: "PUTS" }],
  ["queue", { url: `${key}-2`, method: "PUT", headers: { "content-type": "a/b" } }],
  ["queue", { url: `${key}-2`, method: "PUT", body: "text" }],
  ["queue", new URL(`${key}-2`)],
];

function withList(...headers) {
  return { ...post, headers: headers.map((header) => header.split("=")) };
}

const made = Object.fromEntries(Object.entries(signers).map(([name, options]) => [name, new Signer(options)]));

const signing = SIGNED.map(([name, request, options]) => {
  const given = { date, ...options };
  const { result, signature } = explain(signers[name], request, given);
  const { method, url } = result;
  return {
    run: () => made[name].sign(request, given),
    expected: { method, url, headers: result.headers, signature },
  };
});

const presigning = PRESIGNED.map(([name, url, options]) => {
  const given = { date, ...options };
  const { result } = explain(signers[name], url, { ...given, placement: "query" });
  return { run: () => made[name].presign(url, given), expected: result.url };
});

const together = [key, `${key}-2`, `${key}?x=1`, `${key}-3`];
const presignedTogether = ["queue", "session", "unsigned"].map((name) => {
  const given = { date, expiresIn: 60 };
  return {
    run: () => made[name].presignMany(together, given),
    expected: together.map((url) => explain(signers[name], url, { ...given, placement: "query" }).result.url),
  };
});

const others = [
  () => made.queue.presign("https://sqs.eu-west-1.amazonaws.com/", { date }),
  () => made.queue.presignRequest(post, { date }),
  () => made.queue.presignMany(["https://sqs.eu-west-1.amazonaws.com/"], { date }),
  () => made.queue.signString("text", { date, region: "r", service: "s" }),
  () => refusal(() => made.queue.presign(`${key}\n`, { date })),
  () => refusal(() => made.queue.presign(`${key}\0`, { date })),
  () => refusal(() => made.queue.presign("https://unknown.example/key", { date })),
  () => refusal(() => made.queue.presign({ url: key, method: "" }, { date })),
  () => refusal(() => made.queue.presign({ url: key, method: "P T" }, { date })),
  () => refusal(() => made.queue.presign({ url: key, method: "PÜT" }, { date })),
  () => refusal(() => made.queue.presign({ url: `https:${key}`, method: "PUT" }, { date })),
  () => refusal(() => made.queue.presign({ url: key, methode: "PUT" }, { date })),
  () => refusal(() => made.queue.presign(`${key}/${"k".repeat(128 << 10)}`, { date })),
  () => refusal(() => made.queue.sign({ ...post, headers: { "x y": "" } }, { date })),
  () => refusal(() => made.queue.sign({ ...post, headers: { ...headers, "x-amz-target": "a\nb" } }, { date })),
].map((run) => ({ run, expected: run() }));

function refusal(call) {
  try {
    return call();
  } catch (error) {
    assert.ok(error instanceof SigV4Error);
    return error.message;
  }
}

test("every call answers the same behind every other one, and behind that one and itself", () => {
  const calls = [...signing, ...presigning, ...presignedTogether, ...others];
  for (const first of calls) {
    for (const second of calls) {
      for (const { run, expected } of [first, second, first, second, second]) assert.deepEqual(run(), expected);
    }
  }
});

test("what is presigned together is what each alone is, whatever it has in common with the one before", () => {
  const of = (name) =>
    PRESIGNED.filter(([signer, url, options]) => signer === name && typeof url === "string" && !options).map(
      ([, url]) => url,
    );
  for (const name of ["queue", "session", "unsigned"]) {
    const urls = of(name);
    const alone = Object.fromEntries(urls.map((url) => [url, made[name].presign({ url }, { date })]));
    const twoEach = urls.flatMap((first) => urls.flatMap((second) => [first, second, first, second, second]));
    assert.deepEqual(
      made[name].presignMany(twoEach, { date }),
      twoEach.map((url) => alone[url]),
    );
  }
});

test("a signer that takes the place of a disposed one signs with its own secret", () => {
  const credentials = (secretAccessKey) => ({ credentials: { accessKeyId: "AKIDEXAMPLE", secretAccessKey } });
  for (const secret of ["a", "b", "a"]) {
    const signer = new Signer(credentials(secret));
    for (const body of [one, "2".repeat(300)]) {
      const { signature } = signer.sign({ ...post, body }, { date });
      assert.equal(signature, explain(credentials(secret), { ...post, body }, { date }).signature);
    }
    signer.dispose();
  }
});
