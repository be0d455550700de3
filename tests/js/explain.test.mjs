// explain(): its parts make up the whole, step by step, for every request that signers are compared on; what it leaves
// out; and the reasons it gives.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Signer } from "../../pkg/index.js";
import { explain, signCanonicalRequest } from "../../pkg/inspect.js";
import { RULES } from "../../www/sign/canonical-request.js";
import { sha256 } from "../support/hashes.mjs";
import { corpus } from "./corpus.mjs";
import { wholes } from "./explanations.mjs";
import { Failures } from "./vectors.mjs";

const credentials = { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "hush/ThisMayNeverBeSeenInAnyMessage" };
const S3 = { credentials, region: "us-east-1", service: "s3" };
const SQS = { ...S3, service: "sqs" };
const URL_ = "https://bucket.s3.us-east-1.amazonaws.com/key";
const date = new Date("2015-08-30T12:36:00Z");

test("the parts make up the whole, and are what sign() and presign() do", () => {
  const failures = new Failures();
  for (const { service, placement, name, credentials: each, method, url, headers, body } of corpus()) {
    const signerOptions = { credentials: each, region: "us-east-1", service };
    const request = { method, url, headers, body };
    failures.check(`${service} ${placement}: ${name}`, () => {
      const explained = explain(signerOptions, request, { date, placement, includeKeys: true });
      const signer = new Signer(signerOptions);
      const isQuery = placement === "query";
      const signed = isQuery ? signer.presignRequest(request, { date }) : signer.sign(request, { date });
      assert.deepEqual(JSON.parse(JSON.stringify(explained)), explained);
      return [
        ...wholes(explained, each),
        ["uri.raw", explained.canonicalRequest.uri.raw, /^https?:\/\/[^/]+([^?#]*)/.exec(url)[1]],
        ["signed", signed.signature, explained.signature],
        ["signed url", signed.url, explained.result.url],
        ["signed headers", JSON.stringify(signed.headers), JSON.stringify(explained.result.headers)],
        ["expiresAt", explained.result.expiresAt, isQuery ? "2015-08-30T13:36:00Z" : null],
      ];
    });
  }
  failures.report();
});

test("without a secret: the first two steps, and no signature, keys or result", () => {
  const { secretAccessKey, ...rest } = { ...credentials, sessionToken: "token" };
  for (const placement of ["header", "query"]) {
    for (const includeKeys of [false, true]) {
      const request = { url: `${URL_}?x=1`, headers: { "x-a": "1" } };
      const without = explain({ ...S3, credentials: rest }, request, { date, placement, includeKeys });
      const whole = explain({ ...S3, credentials: { secretAccessKey, ...rest } }, request, { date, placement });
      assert.deepEqual(without, { ...whole, signature: null, result: null });
    }
  }
});

test("the derived keys are there when asked for, and only then", () => {
  assert.ok(!("signingKey" in explain(S3, URL_, { date })));
  assert.ok(!("signingKey" in explain(S3, URL_, { date, includeKeys: false })));
  const { signingKey } = explain(S3, URL_, { date, includeKeys: true });
  assert.deepEqual(Object.keys(signingKey), ["kDate", "kRegion", "kService", "kSigning"]);
});

test("inferred: what the host told", () => {
  const inferred = (options) => explain({ credentials, ...options }, URL_, { date }).inferred;
  assert.deepEqual(inferred({}), { service: true, region: true });
  assert.deepEqual(inferred({ region: "us-east-1" }), { service: true, region: false });
  assert.deepEqual(inferred({ service: "s3" }), { service: false, region: true });
  assert.deepEqual(inferred({ region: "eu-west-1", service: "s3" }), { service: false, region: false });
  const { service, region } = explain({ credentials }, "https://sqs.eu-central-1.amazonaws.com/", { date });
  assert.deepEqual({ service, region }, { service: "sqs", region: "eu-central-1" });
  const ofCall = explain({ credentials }, URL_, { date, region: "eu-west-1", service: "sqs" });
  assert.deepEqual(ofCall.inferred, { service: false, region: false });
});

test("the rules are those that were followed", () => {
  const once = { doubleEncodePath: false, normalizePath: false, contentSha256Header: true, signSessionToken: true };
  const twice = { doubleEncodePath: true, normalizePath: true, contentSha256Header: false, signSessionToken: true };
  assert.deepEqual(explain(S3, URL_).rules, once);
  assert.deepEqual(explain(SQS, URL_).rules, twice);
  const mixed = explain({ ...SQS, rules: { normalizePath: false } }, URL_, { rules: { contentSha256Header: true } });
  assert.deepEqual(mixed.rules, { ...twice, normalizePath: false, contentSha256Header: true });
});

/** Every choice of rules: each left out, true or false. */
function choices([rule, ...others]) {
  if (rule === undefined) return [{}];
  const rest = choices(others);
  return [...rest, ...[true, false].flatMap((value) => rest.map((choice) => ({ [rule]: value, ...choice })))];
}

test("each rule is left out, true or false by itself: it has bits of its own on the way into wasm", () => {
  const { rules } = explain(S3, URL_, { date });
  for (const choice of choices(Object.keys(rules))) {
    const wanted = { ...rules, ...choice };
    for (const placement of ["header", "query"]) {
      const ofCall = explain(S3, URL_, { date, placement, rules: choice });
      const ofSigner = explain({ ...S3, rules: choice }, URL_, { date, placement });
      assert.deepEqual([ofCall.rules, ofSigner.rules], [wanted, wanted]);
      assert.deepEqual(ofCall, ofSigner);
      assert.ok(!("signingKey" in ofCall), "the keys were not asked for");
    }
    const { url } = explain(S3, URL_, { date, placement: "query", rules: choice }).result;
    assert.match(url, /&X-Amz-Expires=3600&/);
    assert.equal(new Signer(S3).presign(URL_, { date, rules: choice }), url);
    assert.equal(new Signer({ ...S3, rules: choice }).presign(URL_, { date }), url);
  }
});

test("the page has words for each rule", () => {
  assert.deepEqual(Object.keys(RULES), Object.keys(explain(S3, URL_).rules));
});

const uri = (options, path) => explain(options, `https://host.example${path}`).canonicalRequest.uri;
const segment = (options, path) => uri(options, path).segments.at(-1);
const parameter = (query, name, options) =>
  explain(S3, `${URL_}?${query}`, options).canonicalRequest.query.parameters.find((each) => each.name === name);
const header = (headers, name) =>
  explain(S3, { url: URL_, headers }).canonicalRequest.headers.signed.find((each) => each.name === name);

/** A case, what it became, and why. */
const NOTES = {
  "S3: ! in a key": [segment(S3, "/a!b"), { canonical: "a%21b" }, /`!` becomes `%21`.*is encoded/],
  "S3: + in a key": [segment(S3, "/a+b"), { canonical: "a%20b" }, /`\+` becomes `%20`.*sent as `%2B`/],
  "S3: what needs no encoding": [segment(S3, "/%61%7E"), { canonical: "a~" }, /`%61` becomes `a`.*is decoded/],
  "S3: lower-case hex": [segment(S3, "/a%3db"), { canonical: "a%3Db" }, /upper case/],
  "S3: a stray percent": [segment(S3, "/100%"), { canonical: "100%25" }, /without two hex digits/],
  "S3: an encoded slash": [segment(S3, "/a%2Fb"), { canonical: "a/b" }, /encoded slash/],
  "S3: nothing to say": [segment(S3, "/plain-key_1.~"), { canonical: "plain-key_1.~" }, null],
  "S3: dots stay": [segment(S3, "/a/.."), { canonical: ".." }, null],
  "others: encoded again": [segment(SQS, "/a%20b"), { canonical: "a%2520b" }, /`%25`.*once more/],
  "others: encoded on the way, then again": [
    segment(SQS, "/{é}!"),
    { raw: "{é}!", canonical: "%257B%25C3%25A9%257D%21" },
    /^`{` becomes `%7B`, .* is sent encoded; .*once more/,
  ],
  "others: .. is removed": [segment(SQS, "/a/.."), { canonical: "" }, /`\.\.` is removed/],
  "others: . is removed": [segment(SQS, "/a/."), { canonical: "" }, /`\.` is removed/],
  "others: removed by ..": [uri(SQS, "/a/..").segments[0], { canonical: "" }, /removed by the `\.\.`/],
  "others: an empty segment": [uri(SQS, "/a//b").segments[1], { canonical: "" }, /empty segments/],
  "a moved parameter": [parameter("b=1&a=2", "b"), { givenAt: 0, moved: true }, /moved from 1st to 2nd.*sorted/],
  "a parameter that stays": [parameter("a=1&b=2", "b"), { givenAt: 1, moved: false }, null],
  "one behind added ones": [parameter("b=1", "b", { placement: "query" }), { givenAt: 0, moved: false }, null],
  "a plus in a query": [parameter("a=1+2", "a"), { value: "1%202", decodedValue: "1 2" }, /`\+` is a space/],
  "a parameter, its name and value": [
    parameter("a!=!", "a%21"),
    { value: "%21" },
    /^`!` becomes `%21`: [^;]*is encoded$/,
  ],
  "a parameter without =": [parameter("acl", "acl"), { value: "", raw: "acl" }, /no `=`/],
  "an added parameter": [parameter("", "X-Amz-Date", { placement: "query" }), { origin: "added", raw: null }, /added/],
  "a header's case": [header({ "X-A": "1" }, "x-a"), { rawName: "X-A" }, /lower case/],
  "a header's white space": [header({ "x-a": " 1  2 " }, "x-a"), { value: "1 2" }, /ends.*one space/],
  "a repeated header": [
    header(
      [
        ["x-a", "1"],
        ["x-a", "2"],
      ],
      "x-a",
    ),
    { value: "1,2" },
    /comma, in the order/,
  ],
  "a header as it is": [header({ "x-a": "1" }, "x-a"), { value: "1", origin: "request" }, null],
  "a Host header": [
    header({ Host: "bucket.s3.us-east-1.amazonaws.com:443" }, "host"),
    { origin: "request", rawName: "Host", rawValues: ["bucket.s3.us-east-1.amazonaws.com:443"] },
    /default port/,
  ],
  "an added header": [header({}, "host"), { origin: "added", rawValues: [] }, /added.*host/],
};

for (const [name, [found, expected, note]] of Object.entries(NOTES)) {
  test(`why: ${name}`, () => {
    for (const [member, value] of Object.entries(expected)) assert.deepEqual(found[member], value);
    if (note === null) assert.ok(!("note" in found), found.note);
    else assert.match(found.note, note);
  });
}

test("a header named __proto__ is in what to send, as sign() has it", () => {
  const request = { url: URL_, headers: [["__proto__", "x"]] };
  const { headers } = explain(S3, request, { date }).result;
  assert.deepEqual(Object.entries(headers), Object.entries(new Signer(S3).sign(request, { date }).headers));
  assert.ok(Object.hasOwn(headers, "__proto__"));
});

test("why: what was dropped from the query", () => {
  const url = `${URL_}?a=1&&X-Amz-Signature=old`;
  const { dropped } = explain(S3, url, { placement: "query" }).canonicalRequest.query;
  assert.deepEqual(
    dropped.map(({ raw, givenAt }) => [raw, givenAt]),
    [
      ["", 1],
      ["X-Amz-Signature=old", 2],
    ],
  );
  assert.match(dropped[0].reason, /between two `&`/);
  assert.match(dropped[1].reason, /earlier presigning/);
});

test("why: headers that are left out", () => {
  const headers = { "User-Agent": "x", Connection: "close", authorization: "old", "x-a": "1", "x-b": "2" };
  const options = { unsignedHeaders: ["X-A"] };
  const { skipped, signed } = explain(S3, { url: URL_, headers }, options).canonicalRequest.headers;
  const reasons = Object.fromEntries(skipped.map(({ name, reason }) => [name, reason]));
  assert.deepEqual(Object.keys(reasons).sort(), ["authorization", "connection", "user-agent", "x-a"]);
  assert.match(reasons["user-agent"], /change it on the way/);
  assert.match(reasons.connection, /one connection/);
  assert.match(reasons.authorization, /the signature itself/);
  assert.match(reasons["x-a"], /unsignedHeaders/);
  assert.ok(signed.some(({ name }) => name === "x-b"));
  const asked = explain(S3, { url: URL_, headers }, { signedHeaders: ["user-agent"] }).canonicalRequest.headers;
  assert.ok(asked.signed.some(({ name, value }) => name === "user-agent" && value === "x"));
});

const EMPTY = sha256("");
const KNOWN = sha256("known");
const query = { placement: "query" };
const PAYLOADS = [
  ["no body", S3, {}, {}, EMPTY, /no body.*empty string/],
  ["a body", S3, { body: "x" }, {}, sha256("x"), /of the body/],
  ["presigned S3", S3, { body: "x" }, query, "UNSIGNED-PAYLOAD", /made before the body is known/],
  ["presigned S3, signed", S3, { body: "x" }, { ...query, payload: "signed" }, sha256("x"), /of the body/],
  ["presigned, another service", SQS, { body: "x" }, query, sha256("x"), /of the body/],
  ["presigned IoT", { ...S3, service: "iotdevicegateway" }, {}, query, EMPTY, /in every presigned URL/],
  ["unsigned", S3, { body: "x" }, { payload: "unsigned" }, "UNSIGNED-PAYLOAD", /asked for/],
  ["known", S3, { body: "x" }, { payload: { sha256: KNOWN } }, KNOWN, /that was given/],
  ["in a header", S3, { headers: { "x-amz-content-sha256": KNOWN } }, {}, KNOWN, /x-amz-content-sha256 header/],
];

for (const [name, options, request, asked, value, why] of PAYLOADS) {
  test(`why: the payload line, ${name}`, () => {
    const { payloadHash } = explain(options, { url: URL_, ...request }, asked).canonicalRequest;
    assert.equal(payloadHash.value, value);
    assert.match(payloadHash.why, why);
  });
}

for (const text of [
  "",
  "GET\n/\n",
  "a\r\nb",
  "\0",
  "é\u1234\u{1f600}",
  "\ufeff",
  "\u2028",
  "x".repeat(200_000),
  " \n ",
]) {
  test(`signCanonicalRequest takes text as it is: ${JSON.stringify(text.slice(0, 20))}`, () => {
    const signed = signCanonicalRequest(S3, text, { date });
    const stringToSign = ["AWS4-HMAC-SHA256", "20150830T123600Z", "20150830/us-east-1/s3/aws4_request", sha256(text)];
    assert.deepEqual(signed, {
      canonicalRequestHash: sha256(text),
      stringToSign: stringToSign.join("\n"),
      signature: new Signer(S3).signString(stringToSign.join("\n"), { date }),
    });
  });
}

test("signCanonicalRequest and explain agree", () => {
  const { canonicalRequest, stringToSign, signature } = explain(SQS, `${URL_}?a=%C3%BC`, { date });
  const signed = signCanonicalRequest(SQS, canonicalRequest.text, { date });
  assert.deepEqual(signed, {
    canonicalRequestHash: canonicalRequest.sha256,
    stringToSign: stringToSign.text,
    signature,
  });
});
