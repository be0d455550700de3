// The Signer's calls against each other: what is promised to be the same is, whatever form it is asked in.
import assert from "node:assert/strict";
import { test } from "node:test";
import { setImmediate as turn } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import vm from "node:vm";
import { Signer } from "../../pkg/index.js";
import { explain } from "../../pkg/inspect.js";

const credentials = { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "hush/ThisMayNeverBeSeenInAnyMessage" };
const S3 = { credentials, region: "us-east-1", service: "s3" };
const URL_ = "https://bucket.s3.us-east-1.amazonaws.com/key";
const date = new Date("2015-08-30T12:36:00Z");
const signer = new Signer(S3);
const presignedUrl = signer.presign(URL_, { date });

test("what a provider's credentials have beside the token is left alone", () => {
  const given = { ...credentials, sessionToken: "TOKEN", token: "other", expiration: new Date(0) };
  const { headers } = new Signer({ credentials: given }).sign({ url: "https://sqs.us-east-1.amazonaws.com/" });
  assert.equal(headers["x-amz-security-token"], "TOKEN");
  for (const others of [{ token: undefined }, { accountId: "123456789012", expiration: new Date(0) }]) {
    assert.equal(
      new Signer({ ...S3, credentials: { ...credentials, ...others } }).presign(URL_, { date }),
      presignedUrl,
    );
  }
});

test("what becomes of a signer's options later changes nothing", () => {
  const options = { ...S3, credentials: { ...credentials }, rules: {} };
  const made = new Signer(options);
  Object.assign(options, { region: "eu-west-1", service: "sqs" });
  Object.assign(options.credentials, { accessKeyId: "OTHER", secretAccessKey: "other" });
  options.rules.doubleEncodePath = true;
  assert.equal(made.presign(URL_, { date }), presignedUrl);
});

test("an empty session token is none", () => {
  const empty = new Signer({ ...S3, credentials: { ...credentials, sessionToken: "" } });
  assert.equal(empty.presign(URL_, { date }), presignedUrl);
});

test("a device's host is iotdata by https, and the gateway of MQTT by wss", () => {
  const host = "a1b2c3-ats.iot.eu-west-1.amazonaws.com";
  const iot = new Signer({ credentials: { ...credentials, sessionToken: "TOKEN" } });
  const scopeOf = (url) => /X-Amz-Credential=([^&]*)/.exec(iot.presign(url))[1].split("%2F").slice(2).join("/");
  assert.equal(scopeOf(`https://${host}/topics/a`), "eu-west-1/iotdata/aws4_request");
  assert.equal(scopeOf(`wss://${host}/mqtt`), "eu-west-1/iotdevicegateway/aws4_request");
  assert.match(
    iot.presign(`wss://${host}/mqtt`, { expiresIn: null }),
    /&X-Amz-Signature=\w{64}&X-Amz-Security-Token=TOKEN$/,
  );
});

test("hosts with letters beyond ASCII are spelt as clients do however often they come", () => {
  const sign = () => signer.presign("http://\xe9.de/a", { date });
  const first = sign();
  assert.match(first, /^http:\/\/xn--9ca\.de\/a\?/);
  for (let i = 0; i < 10_000; i++) assert.equal(sign(), first, `call ${i}`);
});

test("the results have the promised members and no others", () => {
  const signed = signer.sign({ url: URL_, method: "PUT", body: "x", headers: { "X-A": "1" } }, { date });
  assert.deepEqual(Object.keys(signed), ["method", "url", "headers", "signature"]);
  assert.equal(signed.method, "PUT");
  assert.equal(signed.url, URL_);
  assert.match(signed.signature, /^[0-9a-f]{64}$/);
  assert.deepEqual(Object.keys(signed.headers), ["x-a", "x-amz-content-sha256", "x-amz-date", "authorization"]);
  const scope = "Credential=AKIDEXAMPLE/20150830/us-east-1/s3/aws4_request";
  const names = "SignedHeaders=host;x-a;x-amz-content-sha256;x-amz-date";
  assert.equal(signed.headers.authorization, `AWS4-HMAC-SHA256 ${scope}, ${names}, Signature=${signed.signature}`);

  const presigned = signer.presignRequest({ url: URL_, method: "PUT", headers: { "X-A": " 1" } }, { date });
  assert.deepEqual(Object.keys(presigned), ["method", "url", "headers", "expiresAt", "signature"]);
  assert.deepEqual(presigned.headers, { "x-a": "1" });
  assert.ok(presigned.url.endsWith(`&X-Amz-Signature=${presigned.signature}`));
  assert.deepEqual(signer.presignRequest(URL_).headers, {});
  assert.equal(typeof signer.presign(new URL(URL_)), "string");
  for (const result of [signed, signed.headers, presigned, presigned.headers]) {
    assert.equal(Object.getPrototypeOf(result), Object.prototype);
    for (const { writable, configurable } of Object.values(Object.getOwnPropertyDescriptors(result))) {
      assert.ok(writable && configurable, "it is the caller's to change");
    }
  }
});

test("presign is the URL of presignRequest, with headers and a body too", () => {
  for (const members of [{}, { headers: { "x-a": "1" } }, { body: "x" }, { body: "x", headers: { "x-a": "1" } }]) {
    const url = signer.presign({ url: URL_, ...members }, { date });
    assert.equal(url, signer.presignRequest({ url: URL_, ...members }, { date }).url);
    assert.ok(url.includes(`X-Amz-SignedHeaders=host${members.headers ? "%3Bx-a" : ""}&`), url);
  }
});

test("a header named __proto__ is a header", () => {
  const { headers } = signer.sign({ url: URL_, headers: [["__proto__", "x"]] }, { date });
  assert.deepEqual(Object.keys(headers).slice(0, 1), ["__proto__"]);
  assert.match(headers.authorization, /SignedHeaders=__proto__;host;/);
});

test("a lone surrogate in a header's value is sent as it was signed", () => {
  for (const name of ["x-a", "X-A"]) {
    const request = { url: URL_, headers: { [name]: "a\ud800b\udc00 ü😀" } };
    for (const [signed, placement] of [
      [signer.sign(request, { date }), "header"],
      [signer.presignRequest(request, { date }), "query"],
    ]) {
      assert.equal(signed.headers["x-a"], "a\ufffdb\ufffd ü😀", name);
      assert.deepEqual(signed.headers, explain(S3, request, { date, placement }).result.headers, name);
    }
  }
});

test("expiresAt is the date and the lifetime, whole seconds", () => {
  const at = (options, headers = {}) => signer.presignRequest({ url: URL_, headers }, options).expiresAt;
  assert.deepEqual(at({ date }), new Date("2015-08-30T13:36:00Z"));
  assert.deepEqual(at({ date: new Date(date.getTime() + 999), expiresIn: 1 }), new Date("2015-08-30T12:36:01Z"));
  assert.deepEqual(at({ date, expiresIn: 604800 }), new Date("2015-09-06T12:36:00Z"));
  assert.deepEqual(at({ date, expiresIn: 60 }, { "x-amz-date": "20201231T235959Z" }), new Date("2021-01-01T00:00:59Z"));
  const before = Date.now();
  const { expiresAt } = signer.presignRequest(URL_, { expiresIn: 10 });
  assert.ok(expiresAt.getTime() > before + 9000 - 1 && expiresAt.getTime() <= Date.now() + 10_000);
});

test("expiresIn null leaves X-Amz-Expires out", () => {
  const { url, expiresAt } = signer.presignRequest(URL_, { date, expiresIn: null });
  assert.equal(expiresAt, null);
  assert.ok(!url.includes("X-Amz-Expires"));
  assert.equal(signer.presign(URL_, { date, expiresIn: null }), url);
  assert.notEqual(
    signer.presignRequest(URL_, { date }).signature,
    signer.presignRequest(URL_, { date, expiresIn: null }).signature,
  );
});

test("a given x-amz-date is the date of the signature", () => {
  const headers = { "X-Amz-Date": "20150830T123600Z" };
  const other = new Date("2020-01-01T00:00:00Z");
  const expected = signer.sign({ url: URL_ }, { date });
  assert.deepEqual(signer.sign({ url: URL_, headers }, { date: other }), expected);
  const { url } = signer.presignRequest({ url: URL_, headers }, { date: other });
  const { searchParams } = new URL(url);
  assert.equal(searchParams.get("X-Amz-Date"), "20150830T123600Z");
  assert.equal(searchParams.get("X-Amz-Credential"), "AKIDEXAMPLE/20150830/us-east-1/s3/aws4_request");
});

test("a Date of another realm is a Date", () => {
  const foreign = vm.runInNewContext(`new Date(${date.getTime()})`);
  assert.ok(!(foreign instanceof Date));
  assert.equal(signer.presign(URL_, { date: foreign }), signer.presign(URL_, { date }));
  assert.deepEqual(signer.sign({ url: URL_ }, { date: foreign }), signer.sign({ url: URL_ }, { date }));
  assert.deepEqual(signer.presignMany([URL_], { date: foreign }), signer.presignMany([URL_], { date }));
  assert.equal(signer.signString("text", { date: foreign }), signer.signString("text", { date }));
  assert.deepEqual(explain(S3, URL_, { date: foreign }), explain(S3, URL_, { date }));
});

test("headers are taken in every form", () => {
  const list = [
    ["X-B", "2"],
    ["x-a", "1"],
  ];
  function* generated() {
    yield* list;
  }
  const expected = signer.sign({ url: URL_, headers: Object.fromEntries(list) }, { date });
  const forms = [list, new Map(list), new Headers(list), new Headers(list).entries(), new Set(list), generated()];
  for (const headers of forms) {
    const signed = signer.sign({ url: URL_, headers }, { date });
    assert.deepEqual(signed, expected, Object.prototype.toString.call(headers));
    assert.match(signed.headers.authorization, /SignedHeaders=host;x-a;x-amz-content-sha256;x-amz-date;x-b,/);
  }
  const nullPrototype = Object.assign(Object.create(null), Object.fromEntries(list));
  assert.deepEqual(signer.sign({ url: URL_, headers: nullPrototype }, { date }), expected);
  assert.deepEqual(signer.sign({ url: URL_, headers: [] }, { date }), signer.sign({ url: URL_ }, { date }));
});

test("repeated names are joined with a comma in the order given, and sent as they were signed", () => {
  const joinedOf = (headers) => signer.sign({ url: URL_, headers }, { date }).headers["x-a"];
  assert.equal(
    joinedOf([
      ["X-A", "2"],
      ["x-a", " 1 "],
      ["x-A", "3"],
    ]),
    "2,1,3",
  );
  assert.equal(joinedOf({ "X-A": "2", "x-a": "1" }), "2,1");
  assert.equal(
    joinedOf(
      new Headers([
        ["X-A", "2"],
        ["x-a", "1"],
      ]),
    ),
    "2, 1",
  );
  const signature = (headers) => signer.sign({ url: URL_, headers }, { date }).signature;
  assert.equal(
    signature([
      ["X-A", "2"],
      ["x-a", "1"],
    ]),
    signature({ "x-a": "2,1" }),
  );
  assert.notEqual(
    signature([
      ["X-A", "2"],
      ["x-a", "1"],
    ]),
    signature([
      ["X-A", "1"],
      ["x-a", "2"],
    ]),
  );
});

test("headers are left out and signed by as many names as are given", () => {
  const headers = { "x-a": "1", "x-b": "2", "x-c": "3", "user-agent": "4", "x-forwarded-for": "5" };
  const [unsignedHeaders, signedHeaders] = [new Set(["X-A", "x-b"]), ["user-agent", "X-Forwarded-For"]];
  const signed = signer.sign({ url: URL_, headers }, { date, unsignedHeaders, signedHeaders });
  const names = "host;user-agent;x-amz-content-sha256;x-amz-date;x-c;x-forwarded-for";
  assert.match(signed.headers.authorization, new RegExp(`SignedHeaders=${names},`));
  assert.equal(signed.headers["x-a"], "1");
});

test("the URL may be a URL object", () => {
  for (const url of [URL_, `${URL_}?b=2&a=%21`, "http://127.0.0.1:9000/"]) {
    assert.deepEqual(signer.sign({ url: new URL(url) }, { date }), signer.sign({ url }, { date }));
    assert.equal(signer.presign(new URL(url), { date }), signer.presign(url, { date }));
    assert.equal(signer.presign({ url: new URL(url) }, { date }), signer.presign(url, { date }));
  }
});

const METHODS = [
  ["GET", {}],
  ["GET", { body: null }],
  ["GET", { body: undefined }],
  ["POST", { body: "x" }],
  ["POST", { body: new Uint8Array(2) }],
  ["POST", { body: new Blob(["x"]) }, { payload: "unsigned" }],
  ["GET", {}, { payload: { sha256: "0".repeat(64) } }],
  ["GET", {}, { payload: "unsigned" }],
  ["PUT", { body: "x", method: "put" }],
  ["DELETE", { method: "Delete" }],
  ["patch", { method: "patch" }],
  ["PROPFIND", { method: "PROPFIND" }],
];

for (const [method, request, options] of METHODS) {
  test(`the method is ${method} for ${Object.entries(request).flat().join(" ")} ${JSON.stringify(options) ?? ""}`, () => {
    assert.equal(signer.sign({ url: URL_, ...request }, options).method, method);
    assert.equal(signer.presignRequest({ url: URL_, ...request }, options).method, method);
    const { canonicalRequest, result } = explain(S3, { url: URL_, ...request }, options);
    assert.equal(canonicalRequest.text.split("\n")[0], method);
    assert.equal(result.method, method);
  });
}

test("signString without options is of now, and of the signer's scope", (context) => {
  const expected = signer.signString("text", { date, region: "us-east-1", service: "s3" });
  context.mock.method(Date, "now", () => date.getTime());
  assert.equal(signer.signString("text"), expected);
});

test("signers do not disturb each other, nor days, regions and services in one signer", () => {
  const other = { accessKeyId: "AKIDOTHER", secretAccessKey: "another secret", sessionToken: "token" };
  const kept = [credentials, other].map((each) => [each, new Signer({ credentials: each })]);
  const days = ["2015-08-30T23:59:59Z", "2015-08-31T00:00:00Z", "2016-08-30T12:00:00Z"].map((text) => new Date(text));
  const results = new Map();
  for (const round of [1, 2, 3]) {
    for (const [keys, signerKept] of round === 2 ? kept.toReversed() : kept) {
      for (const day of round === 3 ? days.toReversed() : days) {
        for (const region of ["us-east-1", "eu-west-1"]) {
          for (const service of ["s3", "sqs"]) {
            const options = { date: day, region, service };
            const fresh = new Signer({ credentials: keys });
            const all = (each) => [
              each.presign(URL_, options),
              each.sign({ url: URL_ }, options).signature,
              each.signString("text", options),
            ];
            assert.deepEqual(all(signerKept), all(fresh));
            results.set(all(fresh).join(), round);
          }
        }
      }
    }
  }
  assert.equal(results.size, 2 * 3 * 2 * 2);
});

test("a signer that was disposed and then forgotten takes nothing from the one that has its number now", async () => {
  setFlagsFromString("--expose-gc");
  const gc = vm.runInNewContext("gc");
  new Signer(S3).dispose();
  const next = new Signer({ credentials, region: "eu-west-1", service: "s3" });
  const expected = next.presign(URL_, { date });
  for (let i = 0; i < 3; i++) {
    await turn();
    gc();
  }
  await turn();
  assert.equal(next.presign(URL_, { date }), expected);
});

test("options are taken from wherever an object has them, by every call alike", async () => {
  class Options {
    #region = "us-west-2";
    get region() {
      return this.#region;
    }
    get service() {
      return "s3";
    }
    get date() {
      return date;
    }
  }
  class PresignOptions extends Options {
    get expiresIn() {
      return 5;
    }
  }
  const given = { region: "us-west-2", service: "s3", date };
  const other = new Signer({ credentials, region: "eu-west-1", service: "sqs" });
  for (const url of ["https://h.example/a", "https://bü.example/a"]) {
    const expected = other.presign(url, { ...given, expiresIn: 5 });
    for (const options of [new PresignOptions(), Object.create({ ...given, expiresIn: 5 })]) {
      assert.equal(other.presign(url, options), expected);
      assert.equal(other.presignRequest(url, options).url, expected);
      assert.deepEqual(other.presignMany([url], options), [expected]);
    }
    const { headers } = other.sign({ url }, given);
    for (const options of [new Options(), Object.create(given)]) {
      assert.deepEqual(other.sign({ url }, options).headers, headers);
      const sent = await other.signRequest(url, {}, options);
      assert.equal(sent.headers.get("authorization"), headers.authorization);
    }
  }
});

test("rules are taken together, each with its own value", () => {
  for (const doubleEncodePath of [true, false]) {
    for (const normalizePath of [true, false]) {
      for (const contentSha256Header of [true, false]) {
        const rules = { doubleEncodePath, normalizePath, contentSha256Header };
        const url = "https://bucket.s3.us-east-1.amazonaws.com/x/../a%20b";
        const { canonicalRequest, result } = explain({ ...S3, rules }, url, { date });
        const path = (normalizePath ? "/" : "/x/../") + (doubleEncodePath ? "a%2520b" : "a%20b");
        assert.equal(canonicalRequest.uri.canonical, path);
        assert.equal("x-amz-content-sha256" in result.headers, contentSha256Header);
        assert.deepEqual(new Signer({ ...S3, rules }).sign({ url }, { date }).headers, result.headers);
        assert.deepEqual(signer.sign({ url }, { date, rules }).headers, result.headers);
        assert.deepEqual(explain(S3, url, { date, rules }).result.headers, result.headers);
      }
    }
  }
});

for (const [name, value] of Object.entries({
  region: "us-west-2",
  service: "sqs",
  rules: { normalizePath: true },
  payload: "signed",
  unsignedHeaders: ["host"],
  signedHeaders: ["authorization"],
  expiresIn: 5,
})) {
  test(`an option that is hidden is one: ${name}`, () => {
    const outcome = (options) => {
      try {
        return signer.presign(`${URL_}/../a`, options);
      } catch ({ message }) {
        return message;
      }
    };
    const hidden = Object.defineProperty({ date }, name, { value });
    assert.equal(outcome(hidden), outcome({ date, [name]: value }));
    assert.notEqual(outcome(hidden), outcome({ date }));
  });
}

test("the region, service and rules of a call come before the signer's", () => {
  const general = new Signer({ credentials, region: "eu-west-1", service: "sqs", rules: { normalizePath: false } });
  const options = { date, region: "us-east-1", service: "s3" };
  assert.equal(general.presign(URL_, options), signer.presign(URL_, { date }));
  const dots = `${URL_}/a/../b`;
  const path = (rules) =>
    explain({ ...S3, rules: { normalizePath: true } }, dots, { date, ...rules }).canonicalRequest.uri.canonical;
  assert.equal(path({}), "/key/b");
  assert.equal(path({ rules: { normalizePath: false } }), "/key/a/../b");
  const strict = new Signer({ ...S3, rules: { normalizePath: true } });
  assert.equal(strict.presign(dots, { date, rules: { normalizePath: false } }), signer.presign(dots, { date }));
  assert.notEqual(strict.presign(dots, { date }), signer.presign(dots, { date }));
});
