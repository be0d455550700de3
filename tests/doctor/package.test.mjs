// The doctor as the package has it: what crosses the boundary.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { diagnose, mistakes, recognise } from "../../pkg/doctor.js";
import { Signer } from "../../pkg/index.js";
import * as inspect from "../../pkg/inspect.js";

const read = (name) => JSON.parse(readFileSync(path.join(import.meta.dirname, name), "utf8"));
const { scenarios } = read("scenarios.json");
const missed = read("missed.json");

function evidence({ service, given }) {
  const { method, url, headers, bodyBase64 } = given.request;
  const { accessKeyId, secretAccessKey, sessionToken } = given;
  return {
    service,
    request: { method, url, headers, body: Buffer.from(bodyBase64, "base64") },
    response: { status: given.response.status, headers: given.response.headers ?? {}, body: given.response.body },
    canonicalRequest: given.userCanonicalRequest,
    stringToSign: given.userStringToSign,
    signature: given.userSignature,
    credentials: { accessKeyId, secretAccessKey, ...(sessionToken && { sessionToken }) },
  };
}

test("scenarios are diagnosed through the boundary as they are in Rust", () => {
  const firm = ({ certainty }) => certainty === "proven" || certainty === "certain";
  const isMissed = (scenario) => {
    const found = diagnose(evidence(scenario)).findings.filter(firm);
    if (scenario.expected.id === "signature-ok") return found.length > 0;
    const accepted = [scenario.expected.accept, scenario.sameSignatureAs ?? []].flat();
    return found.length === 0 || found.some(({ id }) => !accepted.includes(id));
  };
  const lines = scenarios.filter(isMissed).map(({ id }) => `None ${id} [all]`);
  const known = missed.flatMap((group) => group.missed).filter((line) => line.endsWith("[all]"));
  assert.deepEqual(lines, known);
});

test("a request may be text, a URL, an object or what sign() returned", () => {
  const url = "https://bucket.s3.eu-west-1.amazonaws.com/key";
  const first = (request) => diagnose({ request }).findings[0]?.id;
  assert.equal(first(url), "auth-missing");
  assert.equal(first(`curl ${url}`), "auth-missing");
  assert.equal(first(new URL(url)), "auth-missing");
  assert.equal(first({ url }), "auth-missing");
  assert.equal(first({ method: "GET", url, headers: { authorization: "Bearer x" }, signature: "" }), "auth-not-sigv4");
  assert.equal(first(undefined), undefined);
});

test("what sign() returned is the request of its members, with whatever body it is sent", () => {
  const credentials = { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "hush/ThisMayNeverBeSeenInAnyMessage" };
  const signer = new Signer({ credentials, region: "eu-west-1", service: "s3" });
  const signed = signer.sign({ method: "PUT", url: "https://bucket.s3.eu-west-1.amazonaws.com/key", body: "a" });
  const { method, url, headers } = signed;
  for (const [body, isOther] of [
    ["a", false],
    ["b", true],
    ["", true],
    [new Uint8Array(), true],
    [undefined, false],
    [null, false],
  ]) {
    const diagnosis = diagnose({ request: { ...signed, body } });
    assert.deepEqual(diagnosis, diagnose({ request: { method, url, headers, body } }));
    const ids = diagnosis.findings.map(({ id }) => id);
    assert.equal(ids.includes("payload-sha256-mismatch"), isOther, `body ${body}`);
  }
});

test("a response may be text or parts", () => {
  const text = "<Error><Code>RequestTimeTooSkewed</Code><Message>The difference is too large.</Message></Error>";
  const expected = diagnose({ response: text });
  assert.equal(expected.findings[0].id, "clock-skew");
  for (const members of [
    {},
    { headers: {} },
    { headers: new Headers({ "x-a": "1" }) },
    { status: null },
    { status: undefined },
  ]) {
    assert.deepEqual(diagnose({ response: { ...members, body: text } }).findings, expected.findings);
  }
});

test("null is nothing that was given", () => {
  const names = ["request", "response", "canonicalRequest", "stringToSign", "signature", "region", "service"];
  assert.deepEqual(diagnose(Object.fromEntries(names.map((name) => [name, null]))), diagnose({}));
  const response = { status: null, body: null };
  assert.deepEqual(diagnose({ response }), diagnose({ response: {} }));
});

test("a body that only time would bring is no absent one", () => {
  const url = "https://api.example.com/a";
  const authorization = `AWS4-HMAC-SHA256 Credential=A/20150830/eu-west-1/execute-api/aws4_request, SignedHeaders=host;x-amz-date, Signature=${"0".repeat(64)}`;
  const headers = { authorization, "x-amz-date": "20150830T123600Z" };
  const rebuilt = (body) => diagnose({ request: { url, headers, body } }).rebuilt?.canonicalRequest;
  const none = createHash("sha256").digest("hex");
  assert.match(rebuilt(undefined), new RegExp(`^GET\n[^]*\n${none}$`));
  assert.match(rebuilt(""), new RegExp(`^GET\n[^]*\n${none}$`));
  for (const body of [new Blob(["a"]), new Response("a").body, new FormData()]) {
    assert.ok(!rebuilt(body)?.includes(none), rebuilt(body));
    const canonicalRequest = rebuilt("a");
    const diagnosis = diagnose({ request: { url, headers, body }, canonicalRequest });
    assert.equal(diagnosis.rebuilt.canonicalRequest, canonicalRequest);
  }
});

test("an absent field is no empty one", () => {
  const { verdict, findings, missing } = diagnose({});
  assert.deepEqual([verdict, findings], ["unexplained", []]);
  assert.deepEqual(missing, ["request", "canonicalRequest", "stringToSign", "response", "secretAccessKey"]);
  assert.ok(!("rebuilt" in diagnose({})));
});

test("the secret is in nothing that comes out", () => {
  for (const scenario of scenarios) {
    const { secretAccessKey } = scenario.given;
    if (secretAccessKey.length < 30) continue;
    const text = JSON.stringify(diagnose(evidence(scenario)));
    assert.ok(!text.includes(JSON.stringify(secretAccessKey).slice(1, -1)), scenario.id);
  }
});

test("wrong types are refused by name, a secret without its value", () => {
  const refused = (given, pattern) => assert.throws(() => diagnose(given), pattern);
  refused(undefined, { code: "OPTION_INVALID" });
  refused({ canonicalRequst: "" }, /did you mean canonicalRequest\?/);
  refused({ canonicalRequest: 1 }, /canonicalRequest must be a string/);
  refused({ response: { status: 403, heders: {} } }, /did you mean headers\?/);
  refused({ response: { body: 5 } }, /response\.body must be a string, got 5$/);
  refused(
    { response: { headers: { "x-a": 5 } } },
    /HEADER_VALUE_INVALID: headers must be names with strings as values, got "x-a": 5$/,
  );
  assert.throws(() => recognise(5), /paste must be a string, got 5$/);
  refused({ credentials: { secretAccessKey: 12345 } }, (error) => !error.message.includes("12345"));
  refused({ credentials: { secretAccesKey: "hush" } }, /secretAccesKey: did you mean secretAccessKey\?$/);
  refused({ credentials: "AKIDEXAMPLE:hush" }, /got a string$/);
  for (const status of ["403", Number.NaN, {}]) {
    refused({ response: { status, body: "" } }, /response\.status must be a number/);
  }
  for (const request of [5, true, Symbol("request")]) refused({ request }, { code: "URL_INVALID" });
});

test("a verdict says whether a finding is firm, the surest finding is first, and what is missing is for what is not settled", () => {
  const order = ["proven", "certain", "likely", "possible"];
  for (const scenario of scenarios) {
    const { request, response, canonicalRequest } = evidence(scenario);
    for (const given of [
      evidence(scenario),
      { request, response },
      { request: request.url },
      { canonicalRequest, response },
    ]) {
      const { verdict, findings, missing } = diagnose(given);
      const ranks = findings.map(({ certainty }) => order.indexOf(certainty));
      assert.deepEqual(ranks.toSorted(), ranks, scenario.id);
      assert.equal(verdict === "explained" || verdict === "not-sigv4", ranks[0] <= 1, scenario.id);
      assert.equal(missing.length > 0, verdict === "unexplained", scenario.id);
    }
  }
});

test("every mistake has an example and words", () => {
  const all = mistakes();
  const named = scenarios.flatMap(({ expected }) => expected.id);
  const unknown = named.filter((id) => id !== "signature-ok" && !all.some((mistake) => mistake.id === id));
  assert.deepEqual(unknown, []);
  assert.equal(new Set(all.map(({ id }) => id)).size, all.length);
  for (const { id, where, what, fix, wrong, right } of all) {
    assert.match(id, /^[a-z0-9-]+$/);
    for (const text of [where, what, fix]) assert.ok(text.length > 4, id);
    assert.ok(wrong !== right, `${id}: ${wrong}`);
  }
});

test("the inspect entry has the doctor too", () => {
  assert.equal(inspect.diagnose, diagnose);
  assert.equal(inspect.mistakes, mistakes);
});

test("recognise takes a paste apart into fields of the evidence, and repeats no secret in its words", () => {
  const secret = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
  const pieces = recognise(`curl https://example.com/a\n\nAWS_SECRET_ACCESS_KEY=${secret}\n`);
  assert.deepEqual(pieces, [
    { field: "request", kind: "curl command: GET https://example.com/a", text: "curl https://example.com/a" },
    { field: "secretAccessKey", kind: "secret access key, hidden", text: secret },
  ]);
  assert.deepEqual(recognise("nothing that is known"), []);
  assert.throws(() => recognise(7), { name: "SigV4Error", code: "OPTION_INVALID" });
});

test("a diagnosis says where the right strings come from and what was ruled out", () => {
  const canonicalRequest = "GET\n/\n\nhost:example.com\n\nhost\nUNSIGNED-PAYLOAD";
  const request =
    "https://example.com/?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=A%2F20150830%2Feu-west-1%2Fs3%2Faws4_request&X-Amz-Date=20150830T123600Z&X-Amz-Expires=300&X-Amz-SignedHeaders=host&X-Amz-Signature=0";
  const { rebuilt, ruledOut } = diagnose({ request, canonicalRequest });
  assert.equal(rebuilt.source, "request");
  assert.ok(ruledOut.every((sentence) => sentence.endsWith(".")));
});
