// sigv4-wasm/aws-sdk: the same signatures as @smithy/signature-v4, and the same URLs as the SDK's own presigner.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { Readable } from "node:stream";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { verify } from "../support/verifier.mjs";
import { listen } from "../support/wire.mjs";
import { run } from "./support/process.mjs";
import { ran } from "./support/ran.mjs";
import { workspace } from "./support/workspace.mjs";

const credentials = { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY" };
const session = { ...credentials, sessionToken: "token/with+signs==" };
const signingDate = new Date("2026-03-04T05:06:07Z");
const region = "eu-central-1";

let sdk;
let group;
let server;
before(async () => {
  group = await workspace("clients");
  sdk = Object.assign(
    {},
    await group.import("sigv4-wasm/aws-sdk"),
    await group.import("@smithy/signature-v4"),
    await group.import("@smithy/core/protocols"),
    await group.import("@aws-crypto/sha256-js"),
    await group.import("@aws-sdk/client-s3"),
    await group.import("@aws-sdk/client-dynamodb"),
    { presigner: await group.import("@aws-sdk/s3-request-presigner") },
  );
  server = await listen();
});
after(() => server?.close());

const REQUESTS = {
  "a plain GET": {},
  "a query": { query: { b: ["2", "1", ""], a: "ü &=+/!'()*!", empty: "" } },
  "a path that is encoded": { path: "/a%20b/%C3%BC/%2B%21%27" },
  "a text": { method: "PUT", body: "text ü", headers: { "Content-Type": "text/plain", "Cache-Control": "a" } },
  bytes: { method: "POST", body: Uint8Array.of(0, 255, 10) },
  "a body to be read over time": { method: "PUT", body: new ReadableStream() },
  "a body to be read over time, and its hash": {
    method: "PUT",
    body: { pipe() {} },
    headers: { "x-amz-content-sha256": "0".repeat(64) },
  },
  "an ArrayBuffer": { method: "POST", body: Uint8Array.of(0, 255, 10).buffer },
  "no body": { method: "PUT", body: null },
  "a hash that is given": { method: "PUT", body: "x", headers: { "X-Amz-Content-Sha256": "UNSIGNED-PAYLOAD" } },
  "headers with spaces": { headers: { "x-amz-meta-a": "  a   b ", Range: "bytes=0-9" } },
  "headers that the SDK leaves out": {
    headers: {
      ...{ "cache-control": "no-store", "user-agent": "x", "sec-fetch-mode": "cors", "x-amz-user-agent": "y" },
      ...{ from: "a@example.com", "max-forwards": "1", pragma: "no-cache", referer: "https://example.com/" },
    },
  },
  "a signature from before": { headers: { authorization: "x", "X-Amz-Date": "20200101T000000Z", date: "x" } },
  "names that begin like generated ones": { headers: { "date-of-birth": "x", "x-date": "y" } },
  "a port": { hostname: "127.0.0.1", port: 9000, protocol: "http:", headers: { host: "127.0.0.1:9000" } },
};

function request(of) {
  const whole = { protocol: "https:", hostname: "example.com", method: "GET", path: "/photos/a", ...of };
  const headers = { host: whole.hostname, ...whole.headers };
  return new sdk.HttpRequest({ ...whole, headers });
}

const theirs = (service, given = credentials, applyChecksum = true) =>
  new sdk.SignatureV4({
    credentials: given,
    region,
    service,
    sha256: sdk.Sha256,
    uriEscapePath: service !== "s3",
    applyChecksum,
  });

const lowerCase = (headers) =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));

/** A query without the order of its values, which is not signed. */
const sorted = (query) =>
  Object.fromEntries(Object.entries(query).map(([name, values]) => [name, [values].flat().sort()]));

for (const [name, of] of Object.entries(REQUESTS)) {
  test(`sign: ${name}`, async () => {
    for (const service of ["s3", "dynamodb"]) {
      for (const given of [credentials, session]) {
        const ours = new sdk.SdkSigner({ credentials: given, region, service });
        const before = JSON.stringify(request(of));
        const toSign = request(of);
        const signed = await ours.sign(toSign, { signingDate });
        const expected = await theirs(service, given).sign(request(of), { signingDate });
        assert.deepEqual(lowerCase(signed.headers), lowerCase(expected.headers), service);
        assert.ok(sdk.HttpRequest.isInstance(signed));
        assert.equal(JSON.stringify(toSign), before, "the given request is left as it was");
      }
    }
  });

  test(`presign: ${name}`, async () => {
    const ours = new sdk.SdkSigner({ credentials: session, region, service: "execute-api" });
    const options = { signingDate, expiresIn: 77 };
    for (const unhoistableHeaders of [undefined, new Set(["x-amz-content-sha256"])]) {
      const toSign = request(of);
      const before = JSON.stringify(toSign);
      const signed = await ours.presign(toSign, { ...options, unhoistableHeaders });
      assert.equal(JSON.stringify(toSign), before, "the given request is left as it was");
      const expected = await theirs("execute-api", session).presign(request(of), { ...options, unhoistableHeaders });
      assert.deepEqual(lowerCase(signed.headers), lowerCase(expected.headers));
      assert.equal(signed.path, expected.path);
      assert.deepEqual(sorted(signed.query), sorted(expected.query));
    }
  });
}

test("sign: a query's name without a value is signed as it is sent, with an empty one", async () => {
  const ours = new sdk.SdkSigner({ credentials, region, service: "s3" });
  const signed = (query) => ours.sign(request({ query }), { signingDate });
  const { headers } = await signed({ flag: "" });
  for (const value of [null, undefined]) assert.deepEqual((await signed({ flag: value })).headers, headers);
});

test("presign: path and query are those of the URL, in which all is encoded", async () => {
  const ours = new sdk.SdkSigner({ credentials, region, service: "s3" });
  const of = { path: "/a!'(b)", query: { q: "!*", twice: ["1", "2", "3"] } };
  const { path, query } = await ours.presign(request(of), { signingDate });
  const { url } = await ours.presignUrl(request(of), { signingDate });
  assert.equal(path, "/a%21%27%28b%29");
  assert.ok(url.startsWith(`https://example.com${path}?X-Amz-Algorithm=`), url);
  assert.ok(url.includes("&q=%21%2A&twice=1&twice=2&twice=3&"), url);
  assert.deepEqual(query.twice, of.query.twice);
  assert.equal(new URL(url).searchParams.get("X-Amz-Signature"), query["X-Amz-Signature"]);
  // As no HttpRequest of the SDK is.
  for (const short of [{ protocol: "https" }, { path: of.path.slice(1) }]) {
    assert.equal((await ours.presignUrl({ ...request(of), ...short }, { signingDate })).url, url);
  }
  const { query: _, ...queryless } = request({ headers: { "x-amz-acl": "private" } });
  assert.match((await ours.presignUrl(queryless)).url, /&x-amz-acl=private&/);
  const { headers, ...headerless } = request(of);
  assert.equal((await ours.presignUrl(headerless, { signingDate })).url, url);
});

test("sign and presign: headers asked for and left out by name", async () => {
  const of = {
    headers: { "user-agent": "x", pragma: "y", "x-extra": "1", "x-amz-acl": "private", "x-amz-tagging": "a=b" },
  };
  const choice = {
    signingDate,
    signableHeaders: new Set(["user-agent", "pragma"]),
    unsignableHeaders: new Set(["x-extra"]),
  };
  const ours = new sdk.SdkSigner({ credentials, region, service: "execute-api" });
  const expected = await theirs("execute-api").sign(request(of), choice);
  assert.equal((await ours.sign(request(of), choice)).headers.authorization, expected.headers.authorization);

  const places = { ...choice, hoistableHeaders: new Set(["x-extra"]), unhoistableHeaders: new Set(["x-amz-acl"]) };
  const presigned = await ours.presign(request(of), places);
  const expectedUrl = await theirs("execute-api").presign(request(of), places);
  assert.deepEqual({ ...presigned.query }, expectedUrl.query);

  const plain = await ours.sign(request({}), { signingDate });
  const hostless = await ours.sign(request({}), { signingDate, unsignableHeaders: new Set(["host"]) });
  assert.deepEqual(hostless.headers, plain.headers, "host is always signed");
  const valueless = await ours.sign(request({ headers: { "x-undefined": undefined } }), { signingDate });
  assert.deepEqual(valueless.headers, plain.headers);
  const { headers, ...headerless } = request({});
  assert.ok((await ours.sign(headerless)).headers.authorization);
});

test("presign for S3: a given hash is moved to the query, and is what is signed", async () => {
  const ours = new sdk.SdkSigner({ credentials, region, service: "s3" });
  for (const hash of ["UNSIGNED-PAYLOAD", "0".repeat(64)]) {
    const of = { headers: { "x-amz-content-sha256": hash } };
    const signed = await ours.presign(request(of), { signingDate });
    const expected = await theirs("s3").presign(request(of), { signingDate });
    assert.equal(signed.query["X-Amz-SignedHeaders"], "host");
    assert.deepEqual({ ...signed.query }, expected.query);
  }
});

test("wrong input is refused by the one error", async () => {
  const ours = new sdk.SdkSigner({ credentials, region, service: "s3" });
  const { path, ...pathless } = request({});
  const { hostname, ...hostless } = request({});
  const { protocol, ...protocolless } = request({});
  for (const refused of [
    () => ours.sign(request({}), null),
    () => ours.sign("text", 5),
    () => ours.presign(request({}), null),
    () => ours.presign(pathless),
    () => ours.sign(hostless),
    () => ours.sign(protocolless),
    () => ours.sign(undefined),
    () => ours.sign(Object.assign(request({}), { headers: new Headers({ "x-a": "1" }) })),
    () => ours.sign(Object.assign(request({}), { headers: "x-a: 1" })),
    () => ours.presign(Object.assign(request({}), { query: new Map([["x-a", "1"]]) })),
    () => ours.presignUrl(Object.assign(request({}), { query: new URLSearchParams("a=1") })),
    () => ours.presignUrl(undefined),
    () => sdk.getSignedUrl({}, {}, null),
    () => sdk.getSignedUrl(undefined, {}),
    () => sdk.getSignedUrl(new sdk.S3Client({ region }), { Bucket: "b", Key: "k" }),
  ]) {
    await assert.rejects(refused, { name: "SigV4Error", code: "OPTION_INVALID" }, String(refused));
  }
  const missing = /^OPTION_INVALID: a request, .* is signed, .* with undefined as hostname$/;
  await assert.rejects(ours.sign(hostless), { message: missing });
  const lone = { query: { prefix: "\ud800" } };
  const message = /^URL_INVALID: the query must be well-formed text, got "\\ud800"$/;
  await assert.rejects(ours.sign(request(lone)), { name: "SigV4Error", message });
  for (const [code, part] of [
    ["URL_INVALID", { path: "/photo#1" }],
    ["URL_INVALID", { path: "/photo?1" }],
    ["HOST_INVALID", { hostname: "example.com/photo?" }],
    ["HOST_INVALID", { hostname: "example.com#" }],
  ]) {
    await assert.rejects(ours.sign(request(part)), { name: "SigV4Error", code });
    await assert.rejects(ours.presignUrl(request(part)), { name: "SigV4Error", code });
  }
  // As text they would be signed as the name of their class, or not at all.
  for (const value of [{}, Symbol("x"), () => "x", [["x"]]]) {
    const name = { name: "SigV4Error" };
    for (const part of [{ headers: { "x-amz-meta-a": value } }, { query: { a: value } }, { port: value }]) {
      await assert.rejects(ours.sign(Object.assign(request({}), part)), name);
      await assert.rejects(ours.presign(Object.assign(request({}), part)), name);
    }
    const event = { headers: new Uint8Array(1), payload: new Uint8Array(1) };
    const options = { priorSignature: "" };
    await assert.rejects(ours.sign(event, { ...options, signingRegion: value }), { code: "REGION_INVALID" });
    await assert.rejects(ours.sign(event, { ...options, signingService: value }), { code: "SERVICE_INVALID" });
  }
  const meta = Object.assign(request({}), { headers: { "x-amz-meta-a": 5 } });
  const refusedMeta = /^HEADER_VALUE_INVALID: headers must be .*, got "x-amz-meta-a": 5$/;
  await assert.rejects(ours.sign(meta), { message: refusedMeta });
  await assert.rejects(ours.presign(meta), { message: refusedMeta });
  for (const name of ["sign", "presign", "presignUrl", "signMessage", "signWithCredentials"]) {
    for (const other of [undefined, {}, new Proxy(ours, {})]) {
      const called = ours[name].call(other, request({}), credentials);
      await assert.rejects(called, { message: /^OPTION_INVALID: call it as signer\.sign\(…\)/ }, name);
    }
  }
  const { url } = await ours.presignUrl(request({}));
  assert.match(url, /X-Amz-Expires=3600/);
  assert.equal((await ours.presign(request({}))).query["X-Amz-Expires"], "3600");
  const s3 = new sdk.S3Client({ region });
  await assert.rejects(sdk.getSignedUrl({}, {}), {
    message: /^OPTION_INVALID: client must be a client of the AWS SDK v3/,
  });
  for (const command of [undefined, { Bucket: "b", Key: "k" }]) {
    const message = /^OPTION_INVALID: command must be a command of the AWS SDK v3/;
    await assert.rejects(sdk.getSignedUrl(s3, command), { message });
  }
});

test("HTTP/2: the host of :authority is signed as host, and no second one is sent", async () => {
  const ours = new sdk.SdkSigner({ credentials: session, region, service: "kinesis" });
  const of = { port: 8443, headers: { host: "example.com:8443", range: "bytes=0-9" } };
  const { host, ...expected } = (await ours.sign(request(of), { signingDate })).headers;
  const overHttp2 = request(of);
  delete overHttp2.headers.host;
  overHttp2.headers[":authority"] = host;
  const names = new Set([":authority", "host"]);
  for (const choice of [{}, { unsignableHeaders: names }, { signableHeaders: names }]) {
    const { headers } = await ours.sign(overHttp2, { signingDate, ...choice });
    assert.deepEqual(headers, { ...expected, ":authority": host });
    assert.equal(
      (await ours.presign(overHttp2, { signingDate, ...choice })).query["X-Amz-SignedHeaders"],
      "host;range",
    );
  }
  overHttp2.headers[":authority"] = "another.example";
  await assert.rejects(ours.sign(overHttp2), { code: "HEADER_CONFLICT" });

  const sent = [];
  const requestHandler = {
    metadata: { handlerProtocol: "h2" },
    async handle(request) {
      sent.push(request);
      return { response: new sdk.HttpResponse({ statusCode: 200, headers: {}, body: new TextEncoder().encode("{}") }) };
    },
  };
  const db = new sdk.DynamoDBClient({
    region,
    credentials,
    signer: new sdk.SdkSigner({ credentials }),
    requestHandler,
  });
  await db.send(new sdk.ListTablesCommand({}));
  assert.equal(sent[0].headers[":authority"], sent[0].hostname);
  const { ":authority": authority, ...headers } = { ...sent[0].headers, host: sent[0].hostname };
  const body = Buffer.from(sent[0].body);
  verify({ method: "POST", target: "/", headers: Object.entries(headers), body }, credentials.secretAccessKey);
});

const MESSAGE = {
  headers: {
    ":date": { type: "timestamp", value: signingDate },
    before: { type: "timestamp", value: new Date(-1500) },
    yes: { type: "boolean", value: true },
    no: { type: "boolean", value: false },
    byte: { type: "byte", value: -2 },
    short: { type: "short", value: -300 },
    integer: { type: "integer", value: -70_000 },
    long: { type: "long", value: { bytes: Uint8Array.of(255, 2, 3, 4, 5, 6, 7, 8) } },
    binary: { type: "binary", value: Uint8Array.of(0, 255) },
    ü: { type: "string", value: "ü" },
    uuid: { type: "uuid", value: "00c2a1f0-9b4d-4f0e-8d6e-1b2c3d4e5f60" },
  },
  body: Uint8Array.of(1, 2, 3),
};

test("sign and signMessage: the events of a stream, each after the one before", async () => {
  const ours = new sdk.SdkSigner({ credentials: session, region, service: "transcribe" });
  const smithy = theirs("transcribe", session);
  let priorSignature = "";
  for (const message of [MESSAGE, { headers: {}, body: new Uint8Array(100_000) }, { headers: {}, body: Buffer.of() }]) {
    const signable = { message, priorSignature };
    for (const options of [
      { signingDate },
      { signingDate, eventStreamCredentials: { ...credentials, accessKeyId: "A", secretAccessKey: "other" } },
    ]) {
      const expected = await smithy.signMessage(signable, options);
      assert.deepEqual(await ours.signMessage(signable, options), expected);
      assert.deepEqual(await ours.sign(signable, options), expected);
      assert.equal(expected.message, message);
    }
    const event = { headers: Uint8Array.of(1, 2), payload: message.body };
    const options = { signingDate, priorSignature, signingRegion: "us-west-2", signingService: "lex" };
    assert.equal(await ours.sign(event, options), await smithy.sign(event, options));
    priorSignature = (await ours.signMessage(signable, { signingDate })).signature;
  }
});

test("signMessage: what cannot be signed is refused by the one error", async () => {
  const ours = new sdk.SdkSigner({ credentials, region, service: "transcribe" });
  const signable = { message: MESSAGE, priorSignature: "" };
  const header = (value) => ({ message: { headers: { a: value }, body: MESSAGE.body }, priorSignature: "" });
  const refused = (message, call) => assert.rejects(call, { name: "SigV4Error", message });
  const example = /of an event stream is not told by its events: new SdkSigner\({ credentials, region, service/;
  await refused(example, new sdk.SdkSigner({ credentials, region }).signMessage(signable));
  await refused(example, new sdk.SdkSigner({ credentials, service: "lex" }).signMessage(signable));
  await refused(/^OPTION_INVALID: priorSignature must be/, ours.signMessage({ message: MESSAGE }));
  await refused(/^OPTION_INVALID: priorSignature must be/, ours.sign({ headers: MESSAGE.body, payload: MESSAGE.body }));
  await refused(
    /^OPTION_INVALID: headers and payload of an event must be bytes, got a string/,
    ours.sign({ headers: "a", payload: "b" }, { priorSignature: "" }),
  );
  await refused(
    /^OPTION_INVALID: the event's header a must be .* type of boolean, byte, .* at most 255 bytes .* got 5 of type "float"$/,
    ours.signMessage(header({ type: "float", value: 5 })),
  );
  for (const value of [
    { type: "toString", value: "x" },
    { type: "uuid", value: "x" },
    { type: "uuid", value: "12345678" },
    { type: "binary", value: "text" },
    { type: "string", value: undefined },
    { type: "string", value: 5 },
    { type: "timestamp", value: new Date(Number.NaN) },
    { type: "string", value: "x".repeat(0x10000) },
    { type: "binary", value: new Uint8Array(0x10000) },
    undefined,
  ]) {
    await refused(/^OPTION_INVALID: the event's header a must be/, ours.signMessage(header(value)));
  }
  const named = { message: { headers: { ["a".repeat(256)]: { type: "byte", value: 1 } }, body: MESSAGE.body } };
  await refused(
    /^OPTION_INVALID: the event's header a{100} must be/,
    ours.signMessage({ ...named, priorSignature: "" }),
  );
  for (const signable of [undefined, {}, { message: {} }, { message: { headers: {} }, priorSignature: "" }]) {
    await refused(/^OPTION_INVALID: /, ours.signMessage(signable));
  }
  await refused(/^DATE_INVALID/, ours.signMessage(signable, { signingDate: new Date(Number.NaN) }));
  await refused(
    /^OPTION_INVALID: a request, a text, an event or a message is signed/,
    ours.sign({ payload: MESSAGE.body }),
  );
});

test("the host that is sent is the one that is signed: without a default port, and in lower case", async () => {
  const ours = new sdk.SdkSigner({ credentials, region, service: "s3" });
  const usual = { authorization: (await ours.sign(request({}), { signingDate })).headers.authorization };
  const { query } = await ours.presign(request({}), { signingDate });
  for (const [name, of] of [
    ["host", { port: 443, headers: { host: "example.com:443" } }],
    ["Host", { hostname: "Example.COM", headers: { host: undefined, Host: "Example.COM" } }],
    ["host", { protocol: "http:", port: 80, headers: { host: "example.com:80" } }],
    [":authority", { port: 443, headers: { host: undefined, ":authority": "example.com:443" } }],
  ]) {
    const { headers } = await ours.sign(request(of), { signingDate });
    assert.equal(headers[name], "example.com");
    assert.equal(headers.authorization, usual.authorization);
    const presigned = await ours.presign(request(of), { signingDate });
    assert.equal(presigned.headers[name], "example.com");
    assert.deepEqual(presigned.query, query);
  }
});

test("options: one that is undefined is none, and a class's own are options", async () => {
  const ours = new sdk.SdkSigner({ credentials, region, service: "s3" });
  class Options {
    get expiresIn() {
      return 60;
    }
    get signingDate() {
      return signingDate;
    }
    get unsignableHeaders() {
      return new Set(["range"]);
    }
  }
  const given = { expiresIn: 60, signingDate, unsignableHeaders: new Set(["range"]) };
  const of = { headers: { range: "bytes=0-9" } };
  const message = { message: MESSAGE, priorSignature: "" };
  const client = new sdk.S3Client({ region, credentials });
  const command = new sdk.GetObjectCommand({ Bucket: "photos", Key: "a" });
  for (const made of [
    (options) => ours.sign(request(of), options),
    (options) => ours.presign(request(of), options),
    (options) => ours.presignUrl(request(of), options, session),
    (options) => ours.signWithCredentials(request(of), session, options),
    (options) => ours.signMessage(message, options),
    (options) => sdk.getSignedUrl(client, command, options),
  ]) {
    assert.deepEqual(await made(new Options()), await made(given), String(made));
  }
  const nothing = { expiresIn: undefined, signingDate: undefined, signingRegion: undefined };
  assert.match(await sdk.getSignedUrl(client, command, nothing), /&X-Amz-Expires=900&/);
  assert.match((await ours.presignUrl(request({}), nothing)).url, /&X-Amz-Expires=3600&/);
  for (const refused of [
    () => sdk.getSignedUrl(client, command, { expiresIn: null }),
    () => ours.presign(request({}), { expiresIn: null }),
    () => ours.presignUrl(request({}), { expiresIn: null }),
  ]) {
    await assert.rejects(refused, { message: /^EXPIRES_IN_INVALID: .*, got null$/ });
  }
});

test("what asks for Signature Version 4A is refused", async () => {
  const ours = new sdk.SdkSigner({ credentials, service: "s3" });
  const message = (got) =>
    `REGION_INVALID: region must be one: requests for several (Signature Version 4A) need a client without this signer, got "${got}"`;
  for (const signingRegion of ["*", "us-east-1,us-west-2"]) {
    const expected = { name: "SigV4Error", message: message(signingRegion) };
    await assert.rejects(ours.sign(request({}), { signingRegion }), expected);
    await assert.rejects(ours.presign(request({}), { signingRegion }), expected);
  }
  for (const signingRegion of [Symbol("here"), Object.create(null)]) {
    await assert.rejects(ours.sign(request({}), { signingRegion }), { name: "SigV4Error", code: "REGION_INVALID" });
  }
  const client = new sdk.S3Client({ region, credentials, signer: ours });
  const Bucket = "arn:aws:s3::123456789012:accesspoint:mfzwi23gnjvgw.mrap";
  await assert.rejects(client.send(new sdk.DeleteObjectCommand({ Bucket, Key: "a" })), { message: message("*") });
});

test("header names are given as a Set, and nothing else", async () => {
  const ours = new sdk.SdkSigner({ credentials, region, service: "s3" });
  const client = new sdk.S3Client({ region, credentials });
  for (const name of ["unsignableHeaders", "signableHeaders", "unhoistableHeaders", "hoistableHeaders"]) {
    for (const names of [["range"], "range", {}]) {
      const message = new RegExp(`^OPTION_INVALID: ${name} must be a Set of names in lower case, got `);
      const options = { [name]: names };
      await assert.rejects(ours.sign(request({}), options), { message });
      await assert.rejects(ours.presign(request({}), options), { message });
      const command = new sdk.DeleteObjectCommand({ Bucket: "photos", Key: "a" });
      await assert.rejects(sdk.getSignedUrl(client, command, options), { message });
    }
    assert.ok(await ours.sign(request({}), { [name]: undefined }));
  }
});

test("sign: strings, and dates in each of the SDK's forms", async () => {
  const ours = new sdk.SdkSigner({ credentials, region: async () => region, service: "s3" });
  const seconds = signingDate.getTime() / 1000;
  for (const each of [signingDate, "2026-03-04T05:06:07Z", seconds, String(seconds)]) {
    assert.equal(await ours.sign("text", { signingDate: each }), await theirs("s3").sign("text", { signingDate }));
  }
  const other = { signingDate, signingRegion: "us-west-2", signingService: "iam" };
  assert.equal(await ours.sign("text", other), await theirs("s3").sign("text", other));
  for (const signingDate of ["yesterday", "", " "]) {
    const message = new RegExp(`^DATE_INVALID: .* got "${signingDate}"$`);
    await assert.rejects(ours.sign("text", { signingDate }), { message }, signingDate);
  }
  const event = { headers: Uint8Array.of(), payload: Uint8Array.of() };
  for (const signingDate of [null, true, Symbol("now"), () => 1, NaN]) {
    const refused = { name: "SigV4Error", code: "DATE_INVALID" };
    await assert.rejects(ours.sign("text", { signingDate }), refused, String(signingDate));
    await assert.rejects(ours.sign(event, { signingDate, priorSignature: "" }), refused, String(signingDate));
  }
  assert.throws(() => new sdk.SdkSigner({}), { code: "CREDENTIALS_INVALID" });
  assert.throws(() => new sdk.SdkSigner({ credentials, regoin: region }), { code: "OPTION_UNKNOWN" });
  assert.throws(() => new sdk.SdkSigner({ credentials, rules: { normalisePath: true } }), { code: "OPTION_UNKNOWN" });
  assert.throws(() => new sdk.SdkSigner({ credentials, rules: null }), { code: "OPTION_INVALID" });
});

test("directory buckets: the account's token and a session's by their own names", async () => {
  const service = "s3express";
  const ours = new sdk.SdkSigner({ credentials: session, region });
  const account = await ours.sign(request({}), { signingDate, signingService: service });
  const byAccount = await theirs("s3", session).sign(request({}), { signingDate, signingService: service });
  assert.deepEqual(lowerCase(account.headers), lowerCase(byAccount.headers));

  const identity = { accessKeyId: "EXPRESS", secretAccessKey: "secret", sessionToken: "express/token" };
  const { sessionToken, ...tokenless } = identity;
  const byClient = { headers: { "x-amz-s3session-token": sessionToken } };
  const bySession = await theirs("s3", tokenless).sign(request(byClient), { signingDate, signingService: service });
  for (const of of [{}, byClient, { headers: { "X-Amz-S3session-Token": "of another session" } }]) {
    const signed = await ours.signWithCredentials(request(of), identity, { signingDate });
    assert.deepEqual(lowerCase(signed.headers), lowerCase(bySession.headers));
  }
  await assert.rejects(ours.signWithCredentials(request({}), undefined), { code: "CREDENTIALS_INVALID" });

  const message = /^CREDENTIALS_INVALID: URLs of directory buckets are made by presignUrl\(request, options, session\)/;
  await assert.rejects(ours.presign(request({}), { signingService: service }), { message });
  for (const asked of [
    { hostname: "s3express-control.us-west-2.amazonaws.com" },
    { path: "/", query: { session: "" } },
  ]) {
    const { url } = await ours.presignUrl(request(asked), { signingService: service });
    assert.match(url, /%2Fs3express%2F.*&X-Amz-Security-Token=/, "what only the account's token can be meant for");
  }
  const { url } = await ours.presignUrl(request(byClient), {}, identity);
  assert.match(url, /%2Fs3express%2F.*&X-Amz-S3session-Token=express%2Ftoken&/);
  assert.doesNotMatch(url, /security-token|x-amz-s3session-token/);
});

test("new S3Client({ signer }): a directory bucket's objects by its session", async () => {
  const sent = [];
  const requestHandler = {
    async handle(request) {
      sent.push(request);
      const expires = new Date(Date.now() + 300_000).toISOString();
      const session = `<AccessKeyId>EXPRESS</AccessKeyId><SecretAccessKey>secret</SecretAccessKey><SessionToken>express/token</SessionToken><Expiration>${expires}</Expiration>`;
      const xml = `<CreateSessionResult><Credentials>${session}</Credentials></CreateSessionResult>`;
      const body = "session" in request.query ? new TextEncoder().encode(xml) : new Uint8Array();
      return { response: new sdk.HttpResponse({ statusCode: 200, headers: {}, body }) };
    },
  };
  const signer = new sdk.SdkSigner({ credentials: session });
  const client = new sdk.S3Client({ region: "us-west-2", credentials: session, signer, requestHandler });
  const object = { Bucket: "photos--usw2-az1--x-s3", Key: "a" };
  await client.send(new sdk.DeleteObjectCommand(object));
  const tokens = ({ headers }) => [headers["x-amz-security-token"], headers["x-amz-s3session-token"]];
  assert.deepEqual(sent.map(tokens), [
    [session.sessionToken, undefined],
    [undefined, "express/token"],
  ]);
  for (const [place, key] of ["AKIDEXAMPLE", "EXPRESS"].entries()) {
    assert.match(sent[place].headers.authorization, new RegExp(`=${key}/\\d+/us-west-2/s3express/aws4_request`));
  }
});

test("sign: what an earlier signature left is made anew", async () => {
  for (const [service, given] of [
    ["s3", session],
    ["dynamodb", session],
    ["s3", credentials],
  ]) {
    const ours = new sdk.SdkSigner({ credentials: given, region, service });
    const once = await ours.sign(request({}), { signingDate });
    const before = new sdk.SdkSigner({
      credentials: { ...given, sessionToken: given.sessionToken && "old" },
      region,
      service,
    });
    assert.deepEqual((await ours.sign(await before.sign(request({})), { signingDate })).headers, once.headers);
    const presigned = await ours.presign(request({}), { signingDate });
    const twice = await ours.presign(await before.presign(request({})), { signingDate });
    assert.deepEqual(twice.query, presigned.query);
  }
});

test("credential providers: asked once, again before they expire, and again after they failed", async () => {
  let asked = 0;
  let minutes = 60;
  let fails = false;
  const provider = async () => {
    asked++;
    if (fails) throw new Error("no network");
    return { ...credentials, accessKeyId: `AKID${asked}`, expiration: new Date(Date.now() + minutes * 60_000) };
  };
  const ours = new sdk.SdkSigner({ credentials: provider, region, service: "s3" });
  const key = async () => /Credential=(\w+)/.exec((await ours.sign(request({}))).headers.authorization)[1];
  assert.deepEqual(await Promise.all([key(), key(), key()]), ["AKID1", "AKID1", "AKID1"]);
  assert.equal(await key(), "AKID1");
  minutes = 6;
  const enough = new sdk.SdkSigner({ credentials: provider, region, service: "s3" });
  for (let i = 0; i < 3; i++) await enough.sign(request({}));
  assert.equal(asked, 2, "more than five minutes are left");
  minutes = 4;
  const short = new sdk.SdkSigner({ credentials: provider, region, service: "s3" });
  await short.sign(request({}));
  await short.sign(request({}));
  assert.equal(asked, 4, "less than five minutes are left, so that each signature asks again");
  fails = true;
  await assert.rejects(short.sign(request({})), /no network/);
  fails = false;
  await short.sign(request({}));
  assert.equal(asked, 6);

  let unlimited = 0;
  const lasting = new sdk.SdkSigner({ credentials: async () => ++unlimited && credentials, region, service: "s3" });
  for (let i = 0; i < 3; i++) await lasting.sign(request({}));
  assert.equal(unlimited, 1, "credentials that do not expire");
});

test("sign: by the rules that the signer was given", async () => {
  const of = { path: "/a%20b/../c" };
  const signed = async (rules) => {
    const ours = new sdk.SdkSigner({ credentials, region, service: "s3", rules });
    return (await ours.sign(request(of), { signingDate })).headers.authorization;
  };
  const expected = await theirs("dynamodb").sign(request(of), { signingDate, signingService: "s3" });
  const rules = { doubleEncodePath: true, normalizePath: true };
  assert.equal(await signed(rules), expected.headers.authorization);
  assert.notEqual(await signed(undefined), expected.headers.authorization);
  const hashless = await theirs("s3", credentials, false).sign(request(of), { signingDate });
  assert.equal(await signed({ contentSha256Header: false }), hashless.headers.authorization);
  assert.equal(await signed({ contentSha256Header: undefined }), await signed(undefined));
});

test("sign: every service is told the body's hash, as by the SDK's own signer", async () => {
  const ours = new sdk.SdkSigner({ credentials, region, service: "mediastore" });
  const hashOf = async (body) => {
    const { headers } = await ours.sign(request({ method: "PUT", body }), { signingDate });
    const expected = await theirs("mediastore").sign(request({ method: "PUT", body }), { signingDate });
    assert.equal(headers.authorization, expected.headers.authorization);
    return headers["x-amz-content-sha256"];
  };
  assert.equal(await hashOf(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  assert.equal(await hashOf({ pipe() {} }), "UNSIGNED-PAYLOAD", "else a streamed body is verified by its hash");
});

test("new S3Client({ signer }) and new DynamoDBClient({ signer }): what is sent is signed", async () => {
  const common = {
    region,
    endpoint: server.url,
    credentials,
    signer: new sdk.SdkSigner({ credentials: async () => credentials }),
  };
  const s3 = new sdk.S3Client({ ...common, forcePathStyle: true });
  await s3.send(new sdk.PutObjectCommand({ Bucket: "b", Key: "ü/!'()* +", Body: "text", Metadata: { a: " b  c " } }));
  await s3.send(
    new sdk.PutObjectCommand({ Bucket: "b", Key: "bytes", Body: new Uint8Array(100), CacheControl: "no-store" }),
  );
  await s3.send(new sdk.DeleteObjectCommand({ Bucket: "b", Key: "x", VersionId: "null" }));
  const signer = new sdk.SdkSigner({ credentials, region, service: "dynamodb" });
  const db = new sdk.DynamoDBClient({ ...common, signer, maxAttempts: 2, retryMode: "standard" });
  await assert.rejects(db.send(new sdk.ListTablesCommand({ Limit: 3 })), { name: "SyntaxError" });
  const scopes = server.received.map((received) => {
    verify(received, credentials.secretAccessKey);
    const [, scope] = received.headers.find(([name, value]) => name.toLowerCase() === "authorization" && value);
    return /\/(eu-central-1\/\w+)\//.exec(scope)[1];
  });
  assert.deepEqual(scopes.slice(0, 3), Array(3).fill("eu-central-1/s3"));
  assert.ok(scopes.length >= 4 && scopes.slice(3).every((scope) => scope === "eu-central-1/dynamodb"), String(scopes));
  s3.destroy();
  db.destroy();
});

test("the README's example runs", async () => {
  const readme = readFileSync(new URL("../../README.md", import.meta.url), "utf8");
  const [, code] = /^```javascript\n(.*?)^```$/ms.exec(readme);
  writeFileSync(group.file("readme.mjs"), `${code}\nexport { url };\n`);
  const { accessKeyId: AWS_ACCESS_KEY_ID, secretAccessKey: AWS_SECRET_ACCESS_KEY } = credentials;
  Object.assign(process.env, { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_ENDPOINT_URL_S3: server.url });
  server.received.length = 0;
  try {
    const { url } = await import(pathToFileURL(group.file("readme.mjs")).href);
    assert.equal(server.received.length, 1);
    assert.match(server.received[0].target, /^\/photos\/a\.jpg\b/);
    verify(server.received[0], AWS_SECRET_ACCESS_KEY);
    const scope = /X-Amz-Credential=AKIDEXAMPLE%2F\d{8}%2Feu-west-1%2Fs3%2Faws4_request&/;
    assert.match(url, new RegExp(`^${server.url}/photos/b\\.jpg\\?.*${scope.source}.*X-Amz-Expires=900&`));
  } finally {
    for (const name of ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_ENDPOINT_URL_S3"]) delete process.env[name];
  }
});

const parameters = (url) => [new URL(url).pathname, ...[...new URL(url).searchParams].map(String).sort()];

test("new DynamoDBClient({ signer }): service and region of AWS's own host", async () => {
  let sent;
  const requestHandler = {
    async handle(request) {
      sent = request;
      const body = new TextEncoder().encode("{}");
      return { response: new sdk.HttpResponse({ statusCode: 200, headers: {}, body }) };
    },
  };
  const signer = new sdk.SdkSigner({ credentials });
  const db = new sdk.DynamoDBClient({ region, credentials, signer, requestHandler });
  await db.send(new sdk.ListTablesCommand({ Limit: 3 }));
  assert.match(sent.headers.authorization, /\/eu-central-1\/dynamodb\/aws4_request/);
});

test("getSignedUrl: the URL of the SDK's own, but for a hash that the store does not read", async () => {
  const options = { region, credentials: session, requestChecksumCalculation: "WHEN_REQUIRED" };
  const SSE = { ServerSideEncryption: "aws:kms", SSEKMSKeyId: "key" };
  const object = { Bucket: "photos", Key: "a b/ü!'()*+.txt" };
  const commands = [
    new sdk.GetObjectCommand({ ...object, ResponseContentDisposition: 'attachment; filename="ü.txt"' }),
    new sdk.PutObjectCommand({ ...object, ACL: "private", ContentType: "text/plain", Metadata: { a: "b c" }, ...SSE }),
    new sdk.UploadPartCommand({ ...object, PartNumber: 3, UploadId: "upload+/=" }),
    new sdk.CreateMultipartUploadCommand({ ...object, ChecksumAlgorithm: "SHA256", ChecksumType: "COMPOSITE" }),
    new sdk.ListObjectsV2Command({ Bucket: "photos", Prefix: "a b/", Delimiter: "/" }),
    new sdk.DeleteObjectCommand(object),
  ];
  const unsigned = new Set(["x-amz-meta-a"]);
  const choices = [
    {},
    { expiresIn: 60, hoistableHeaders: new Set(["x-amz-server-side-encryption"]) },
    { unsignableHeaders: unsigned, unhoistableHeaders: unsigned },
    { signingRegion: "us-west-2", signingService: "s3-object-lambda" },
  ];
  for (const command of commands) {
    for (const choice of choices) {
      const theirClient = new sdk.S3Client(options);
      const ourClient = new sdk.S3Client(options);
      const addHash = (next) => (args) => {
        args.request.query["X-Amz-Content-Sha256"] = "UNSIGNED-PAYLOAD";
        return next(args);
      };
      ourClient.middlewareStack.add(addHash, { step: "build" });
      const expected = await sdk.presigner.getSignedUrl(theirClient, command, { signingDate, ...choice });
      const url = await sdk.getSignedUrl(ourClient, command, { signingDate, ...choice });
      assert.deepEqual(parameters(url), parameters(expected), command.constructor.name);
    }
  }
});

test("getSignedUrl: a hash that is to stay a header, as whoever sends it with the URL must have it signed", async () => {
  const client = new sdk.S3Client({ region, credentials: session });
  const command = new sdk.GetObjectCommand({ Bucket: "photos", Key: "a" });
  const choice = () => ({ signingDate, unhoistableHeaders: new Set(["x-amz-content-sha256"]) });
  const expected = await sdk.presigner.getSignedUrl(client, command, choice());
  const url = await sdk.getSignedUrl(client, command, choice());
  assert.match(url, /X-Amz-SignedHeaders=host%3Bx-amz-content-sha256&/);
  assert.deepEqual(parameters(url), parameters(expected));
});

test("getSignedUrl: a client that checks its answers gets none", async () => {
  const client = new sdk.S3Client({ region, credentials });
  const checking = (next) => async (args) => {
    if (!(await next(args)).output.ETag) throw new Error("no ETag");
  };
  client.middlewareStack.add(checking, { step: "initialize" });
  const command = new sdk.PutObjectCommand({ Bucket: "photos", Key: "a" });
  assert.match(await sdk.getSignedUrl(client, command), /^https:.*&X-Amz-Signature=/);
  await assert.rejects(sdk.getSignedUrl(client, command, { expiresIn: 0 }), { code: "EXPIRES_IN_INVALID" });
  await assert.rejects(sdk.getSignedUrl(client, command, { expires: 60 }), {
    message: /^OPTION_UNKNOWN: .*got expires: did you mean expiresIn\?$/,
  });
});

test("getSignedUrl: with the client's credentials as they are now", async () => {
  let asked = 0;
  const provider = async () => {
    asked++;
    return {
      ...credentials,
      accessKeyId: `AKID${asked}`,
      expiration: new Date(Date.now() + (asked === 1 ? 1 : 60) * 60_000),
    };
  };
  const client = new sdk.S3Client({ region, credentials: provider });
  const command = new sdk.GetObjectCommand({ Bucket: "photos", Key: "a" });
  const key = async () => /X-Amz-Credential=(\w+)/.exec(await sdk.getSignedUrl(client, command))[1];
  const stack = client.middlewareStack.identify();
  const keys = [await key(), await key(), await key()];
  assert.deepEqual(client.middlewareStack.identify(), stack, "the client is left as it was");
  assert.deepEqual(keys.slice(1), ["AKID2", "AKID2"], "the first ones had a minute left");
});

test("getSignedUrl: no checksum of a body that is not there, and those that are given", async () => {
  const client = new sdk.S3Client({ region, credentials });
  const object = { Bucket: "photos", Key: "a" };
  const command = new sdk.PutObjectCommand(object);
  assert.match(
    await sdk.presigner.getSignedUrl(client, new sdk.PutObjectCommand(object)),
    /x-amz-checksum-crc32=AAAAAA/,
  );
  assert.doesNotMatch(await sdk.getSignedUrl(client, command), /checksum/i);
  assert.deepEqual(command.input, object, "the input is left as it was");
  const part = new sdk.UploadPartCommand({ ...object, PartNumber: 1, UploadId: "u" });
  assert.doesNotMatch(await sdk.getSignedUrl(client, part), /checksum/i);

  const given = new sdk.PutObjectCommand({ ...object, ChecksumSHA256: "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=" });
  assert.match(await sdk.getSignedUrl(client, given), /x-amz-checksum-sha256=47DEQpj8HBSa%2B%2F/);
  assert.match(
    await sdk.getSignedUrl(client, new sdk.PutObjectCommand({ ...given.input, ChecksumAlgorithm: "SHA256" })),
    /x-amz-checksum-sha256=.*x-amz-sdk-checksum-algorithm=SHA256/,
  );
  const withBody = new sdk.PutObjectCommand({ ...object, Body: "text" });
  assert.match(await sdk.getSignedUrl(client, withBody), /x-amz-checksum-crc32=(?!AAAAAA)/);
  for (const ContentEncoding of [undefined, "gzip"]) {
    const Body = Readable.from(["x"]);
    const streamed = new sdk.PutObjectCommand({ ...object, Body, ContentLength: 1, ContentEncoding });
    const url = await sdk.getSignedUrl(client, streamed);
    assert.doesNotMatch(url, /trailer|decoded|checksum|chunked/i);
    const signed = ContentEncoding ? "content-encoding%3Bhost" : "host";
    assert.match(url, new RegExp(`SignedHeaders=${signed}&`));
  }
});

test("getSignedUrl: S3 Express and other services", async () => {
  const identity = { accessKeyId: "EXPRESS", secretAccessKey: "secret", sessionToken: "express/token" };
  const s3ExpressIdentityProvider = { getS3ExpressIdentity: async () => identity };
  const client = new sdk.S3Client({ region: "us-west-2", credentials, s3ExpressIdentityProvider });
  const command = new sdk.GetObjectCommand({ Bucket: "photos--usw2-az1--x-s3", Key: "a" });
  const names = (url) => parameters(url).map((each) => each.replace(/^(X-Amz-Signature),.*/, "$1"));
  const expected = names(await sdk.presigner.getSignedUrl(client, command, { signingDate }));
  const url = await sdk.getSignedUrl(client, command, { signingDate });
  assert.deepEqual(
    names(url).map((each) => each.toLowerCase()),
    expected.filter((each) => !/content-sha256/i.test(each)).map((each) => each.toLowerCase()),
  );

  const arn = "arn:aws:s3:us-west-2:123456789012:accesspoint/photos";
  const point = new sdk.GetObjectCommand({ Bucket: arn, Key: "a" });
  const elsewhere = new sdk.S3Client({ region, credentials, useArnRegion: true });
  assert.match(await sdk.getSignedUrl(elsewhere, point), /%2Fus-west-2%2Fs3%2Faws4_request/);

  const local = new sdk.DynamoDBClient({ region, credentials, endpoint: "http://127.0.0.1:8000" });
  assert.match(
    await sdk.getSignedUrl(local, new sdk.ListTablesCommand({})),
    /^http:\/\/127\.0\.0\.1:8000\/\?.*%2Feu-central-1%2Fdynamodb%2Faws4_request/,
  );

  const db = new sdk.DynamoDBClient({ region, credentials });
  const table = await sdk.getSignedUrl(db, new sdk.ListTablesCommand({}), { expiresIn: 60 });
  assert.match(
    table,
    /^https:\/\/dynamodb\.eu-central-1\.amazonaws\.com\/\?.*%2Feu-central-1%2Fdynamodb%2Faws4_request/,
  );
  await assert.rejects(sdk.getSignedUrl(db, new sdk.ListTablesCommand({}), { expiresIn: 0 }), {
    code: "EXPIRES_IN_INVALID",
  });
});

test("getSignedUrl: by the first Signature Version 4 that the endpoint takes, for its region and service", async () => {
  const urlBy = (...authSchemes) => {
    const endpoint = { url: new URL("https://photos.example/"), headers: {}, properties: { authSchemes } };
    const client = new sdk.S3Client({ region, credentials, endpointProvider: () => endpoint });
    return sdk.getSignedUrl(client, new sdk.GetObjectCommand({ Bucket: "photos", Key: "a" }));
  };
  const [v4a, v4] = ["sigv4a", "sigv4"].map((name) => ({
    name,
    signingName: "s3-outposts",
    signingRegion: "us-west-1",
  }));
  for (const schemes of [[v4], [v4a, v4], [{ name: "bearer" }, v4]]) {
    assert.match(await urlBy(...schemes), /%2Fus-west-1%2Fs3-outposts%2Faws4_request/);
  }
  assert.match(await urlBy(), /%2Feu-central-1%2Fs3%2Faws4_request/);
  const message = /^OPTION_INVALID: the endpoint must take Signature Version 4, got sigv4a,bearer$/;
  await assert.rejects(urlBy(v4a, { name: "bearer" }), { name: "SigV4Error", message });
});

test("types: the SDK's clients take it", async () => {
  const types = await workspace("types");
  const options = [
    "--strict",
    "--noEmit",
    "--skipLibCheck",
    "--module",
    "nodenext",
    "--types",
    "",
    "--lib",
    "es2023,dom,esnext.disposable",
  ];
  const tsc = types.file("node_modules/typescript/bin/tsc");
  await run(process.execPath, [tsc, ...options, "aws-sdk.ts"], { cwd: group.folder });
  ran(
    "SDK",
    "AWS SDK for JavaScript v3",
    group.version("@aws-sdk/client-s3"),
    ["./aws-sdk"],
    "`signer`, `getSignedUrl`; compared with @smithy/signature-v4",
  );
});
