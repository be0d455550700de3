import assert from "node:assert/strict";
import { test } from "node:test";
import { s3Url, Signer } from "../../pkg/index.js";
import { explain, s3Url as inspectS3Url, signCanonicalRequest } from "../../pkg/inspect.js";
import { dateOf } from "../support/date-time.mjs";
import { requestSteps } from "./requests.mjs";
import { credentialsWith, Failures, signerOf, vectors } from "./vectors.mjs";

const REQUESTS = ["header", "presign"];

const requests = ["corpus.json", "s3-doc-examples.json", "general-doc-examples.json"].flatMap((file) =>
  vectors(file, REQUESTS),
);
for (const category of new Set(requests.map((vector) => vector.category))) {
  test(`${category}: canonical request, string to sign and signature`, () => {
    const failures = new Failures();
    for (const vector of requests.filter((each) => each.category === category)) {
      failures.check(vector.id, () => requestSteps(vector));
    }
    failures.report();
  });
}

test("IoT: the session token follows the signature", () => {
  const failures = new Failures();
  for (const vector of vectors("special.json", ["iot-presign"])) {
    failures.check(vector.id, () => {
      const options = { date: dateOf(vector.date), expiresIn: vector.options.expires };
      const url = new Signer(signerOf(vector)).presign(vector.url, options);
      const explained = explain(signerOf(vector), vector.url, { ...options, placement: "query" });
      return [
        ["canonical request", explained.canonicalRequest.text, vector.expected.canonicalRequest],
        ["string to sign", explained.stringToSign.text, vector.expected.stringToSign],
        ["url", url, vector.expected.url],
        ["explain()", explained.result.url, url],
      ];
    });
  }
  failures.report();
});

test("RDS, DSQL and ElastiCache: a token is a presigned URL without its scheme", () => {
  const failures = new Failures();
  for (const vector of vectors("special.json", ["iam-token"])) {
    failures.check(vector.id, () => {
      const query = new URLSearchParams(vector.query);
      const url = new Signer(signerOf(vector)).presign(`https://${vector.host}/?${query}`, {
        date: dateOf(vector.date),
        expiresIn: vector.options.expires,
      });
      return [["token", sorted(url.slice("https://".length)), sorted(vector.expected.tokenCanonicalOrder)]];
    });
  }
  failures.report();

  function sorted(token) {
    const [start, query] = token.split("?");
    return `${start}?${query.split("&").sort().join("&")}`;
  }
});

test("signString signs any text with the signing key", () => {
  const failures = new Failures();
  for (const vector of vectors("s3-doc-examples.json", ["sign-string"])) {
    failures.check(vector.id, () => {
      const signer = new Signer(signerOf(vector));
      const { region, service } = vector;
      const date = dateOf(vector.date);
      const scopeless = new Signer({ credentials: vector.credentials });
      return [
        ["signature", signer.signString(vector.string, { date }), vector.expected.signature],
        [
          "signature, the scope in the call",
          scopeless.signString(vector.string, { date, region, service }),
          vector.expected.signature,
        ],
      ];
    });
  }
  failures.report();
});

test("explain derives the documented keys, and nothing holds them unless asked for", () => {
  const failures = new Failures();
  for (const vector of vectors("general-doc-examples.json", ["derive-key"])) {
    const { region, service, secretAccessKey, day, expected } = vector;
    const signer = { credentials: credentialsWith(secretAccessKey), region, service };
    const date = dateOf(`${day}T000000Z`);
    failures.check(vector.id, () => {
      const { signingKey } = explain(signer, "https://example.com/", { date, includeKeys: true });
      const shown = { ...signingKey, signingKey: signingKey.kSigning };
      return Object.entries(expected).map(([name, value]) => [name, shown[name], value]);
    });
    const hidden = explain(signer, "https://example.com/", { date });
    assert.ok(!("signingKey" in hidden) && !JSON.stringify(hidden).includes(expected.signingKey));
  }
  failures.report();
});

test("signCanonicalRequest takes a canonical request as it is", () => {
  const failures = new Failures();
  for (const vector of vectors("seeds.json", ["canonical-to-signature"])) {
    const { canonicalRequest, expected, region, secretAccessKey, service } = vector;
    failures.check(vector.id, () => {
      const signer = { credentials: credentialsWith(secretAccessKey), region, service };
      const signed = signCanonicalRequest(signer, canonicalRequest, { date: dateOf(vector.date) });
      return ["canonicalRequestHash", "stringToSign", "signature"].map((step) => [step, signed[step], expected[step]]);
    });
  }
  failures.report();
});

test("s3Url and the signer agree on every key of the S3 vectors", () => {
  const keys = new Set();
  for (const { service, url } of requests) {
    if (service === "s3") keys.add(decodeKey(new URL(url.replaceAll("%2e", ".").replace(/[?#].*/s, "")).pathname));
  }
  const failures = new Failures();
  const signer = { credentials: credentialsWith("secret"), region: "us-east-1", service: "s3" };
  for (const key of keys) {
    failures.check(JSON.stringify(key), () => {
      const url = s3Url({ bucket: "bucket", key, endpoint: "http://127.0.0.1:9000" });
      const { uri } = explain(signer, url).canonicalRequest;
      return [
        ["path", `http://127.0.0.1:9000${uri.canonical}`, url],
        ["inspect", inspectS3Url({ bucket: "bucket", key, endpoint: "http://127.0.0.1:9000" }), url],
        ["key", decodeURIComponent(url.slice("http://127.0.0.1:9000/bucket/".length)), key],
      ];
    });
  }
  failures.report();

  function decodeKey(pathname) {
    try {
      return decodeURIComponent(pathname.slice(1)) || "empty";
    } catch {
      return pathname.slice(1);
    }
  }
});
