// Requests changed after they were signed, or signed wrongly: refused, and without effect. Each one is sent unchanged first, so
// that it is the change that is refused.
import assert from "node:assert/strict";
import { before, describe, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { sha256 } from "../../support/hashes.mjs";
import { expected } from "../differences.mjs";
import { md5 } from "../requests.mjs";
import { Bucket, send, signerFor, ways } from "../store.mjs";

const mismatch = "403 SignatureDoesNotMatch";
const [key, other, body, changedBody] = ["a+b (1).txt", "a b (1).txt", "as written", "overwritten"];
const read = { key, query: { "response-content-type": "text/plain" }, headers: { "x-amz-meta-signed": "yes" } };

/** Changes to a signed GET. Both ways carry the signature once, as 64 hex digits at an end. */
const changes = {
  "one digit of the signature": (request) =>
    inSignature(request, (hex) => hex.replace(/.$/, (digit) => (digit === "0" ? "1" : "0"))),
  "the signature of all zeros": (request) => inSignature(request, () => "0".repeat(64)),
  "the signature in capitals": (request) => inSignature(request, (hex) => hex.toUpperCase()),
  "another method": (request) => ({ ...request, method: "PUT" }),
  "another key": (request) => ({ ...request, url: request.url.replace("a%2Bb", "a%20b") }),
  "another query value": (request) => ({ ...request, url: request.url.replace("text%2Fplain", "text%2Fhtml") }),
  "an extra query parameter": (request) => ({ ...request, url: `${request.url}&response-cache-control=private` }),
  "an extra query name": (request) => ({ ...request, url: `${request.url}&acl` }),
  "a query parameter left out": (request) => ({
    ...request,
    url: request.url.replace(/response-content-type=[^&]*&?/, ""),
  }),
  "another value of a signed header": (request) => withHeader(request, "x-amz-meta-signed", "no"),
  "a signed header left out": ({ headers: { "x-amz-meta-signed": _, ...headers }, ...request }) => ({
    ...request,
    headers,
  }),
  "an extra x-amz- header": (request) => withHeader(request, "x-amz-meta-extra", "1"),
  "another host": (request) => ({ ...request, url: request.url.replace("127.0.0.1", "localhost") }),
  "another date": (request) =>
    replaced(request, /\d{8}T\d{6}Z/, (text) => text.replace(/\d\dZ$/, (end) => (end === "00Z" ? "01Z" : "00Z"))),
};

const ofPresigned = {
  "a longer expiry": (request) => ({
    ...request,
    url: request.url.replace(/X-Amz-Expires=\d+/, "X-Amz-Expires=604800"),
  }),
  "no expiry": (request) => ({ ...request, url: request.url.replace(/X-Amz-Expires=\d+&/, "") }),
  "fewer signed headers": (request) => ({ ...request, url: request.url.replace("host%3Bx-amz-meta-signed", "host") }),
};

/** What is said to a change where it is not that the signature does not match. */
const ordinary = {
  "no expiry": "403 AccessDenied",
  "an extra x-amz- header": "403 AccessDenied",
  "fewer signed headers": "403 AccessDenied",
};

const wrongScope = { header: "400 AuthorizationHeaderMalformed", presigned: "400 AuthorizationQueryParametersError" };

export function refusedSuite(server) {
  for (const way of Object.keys(ways)) {
    describe(`refused, ${way}`, { timeout: 300_000 }, () => {
      const bucket = new Bucket(server, `refused-${way}`, way);
      const wanted = (what, outcome = mismatch) => expected(server, `refused: ${way}, ${what}`, outcome);
      const withSigner = (changes) =>
        Object.assign(new Bucket(server, bucket.name, way), { signer: signerFor(server, changes) });
      const stillWritten = async () => assert.equal((await bucket.request({ key })).text, body);

      before(async () => {
        assert.equal((await bucket.create()).outcome, "200");
        assert.equal((await bucket.put(key, body)).outcome, "200");
        assert.equal((await bucket.put(other, "the other one")).outcome, "200");
      });

      for (const [what, change] of Object.entries({ ...changes, ...(way === "presigned" ? ofPresigned : {}) })) {
        test(what, async () => {
          const request = bucket.signed(read);
          const changed = change(request);
          assert.notDeepEqual(changed, request);
          assert.equal((await send(request)).outcome, "200");
          assert.equal((await send(changed)).outcome, wanted(what, ordinary[what]));
          await stillWritten();
        });
      }

      for (const method of ["PUT", "DELETE"]) {
        test(`a signed GET sent as ${method} changes nothing`, async () => {
          const request = bucket.signed({ key });
          assert.equal((await send(request)).outcome, "200");
          assert.equal(
            (await send({ ...request, method }, method === "PUT" ? changedBody : undefined)).outcome,
            wanted(`as ${method}`),
          );
          await stillWritten();
        });
      }

      test("a HEAD that was signed as a GET", async () => {
        assert.equal((await send({ ...bucket.signed({ key }), method: "HEAD" })).status, 403);
      });

      test("another secret", async () => {
        const secretAccessKey = `${server.credentials.secretAccessKey.slice(0, -1)}Z`;
        assert.equal(
          (await withSigner({ credentials: { secretAccessKey } }).request(read)).outcome,
          wanted("another secret"),
        );
      });

      test("an access key that nobody has", async () => {
        const answer = await withSigner({ credentials: { accessKeyId: "AKIAUNKNOWN000000000" } }).request(read);
        assert.equal(answer.outcome, wanted("unknown access key", "403 InvalidAccessKeyId"));
      });

      test("another region", async () => {
        assert.equal(
          (await withSigner({ region: "eu-west-9" }).request(read)).outcome,
          wanted("another region", wrongScope[way]),
        );
      });

      test("another service, by the rules of S3", async () => {
        const rules = { doubleEncodePath: false, normalizePath: false, contentSha256Header: true };
        const options = { rules, payload: way === "header" ? "signed" : "unsigned" };
        assert.equal((await bucket.request(read, options)).outcome, "200");
        assert.equal(
          (await bucket.request(read, { ...options, service: "sqs" })).outcome,
          wanted("another service", wrongScope[way]),
        );
      });

      test("a body other than the one whose hash was signed", async () => {
        const headers = way === "header" ? {} : { "x-amz-content-sha256": sha256(changedBody) };
        const request = bucket.signed({ method: "PUT", key: "hashed", headers, body: changedBody });
        assert.equal(
          (await send(request, "0verwritten")).outcome,
          wanted("another body", "400 XAmzContentSHA256Mismatch"),
        );
        assert.equal((await bucket.request({ key: "hashed" })).outcome, "404 NoSuchKey");
        assert.equal((await send(request, changedBody)).outcome, "200");
      });

      test("a body other than the one whose content-md5 was signed", async () => {
        const headers = { "content-md5": Buffer.from(md5(changedBody), "hex").toString("base64") };
        const put = { method: "PUT", key: "summed", headers, body: changedBody };
        const request = bucket.signed(put, { payload: "unsigned" });
        assert.equal((await send(request, "0verwritten")).outcome, wanted("another md5", "400 BadDigest"));
        assert.equal((await bucket.request({ key: "summed" })).outcome, "404 NoSuchKey");
        const { "content-md5": _, ...without } = request.headers;
        assert.equal((await send({ ...request, headers: without }, "0verwritten")).outcome, mismatch);
        assert.equal((await send(request, changedBody)).outcome, "200");
      });

      test("another content-type than the one signed", async () => {
        const request = bucket.signed({ method: "PUT", key: "typed", headers: { "content-type": "text/plain" }, body });
        assert.equal((await send(withHeader(request, "content-type", "text/html"), body)).outcome, mismatch);
        assert.equal((await send(request, body)).outcome, "200");
      });
    });
  }

  describe("refused for its time", { timeout: 300_000 }, () => {
    const presigned = new Bucket(server, "refused-presigned", "presigned");
    const header = new Bucket(server, "refused-header", "header");
    const hours = (count) => new Date(Date.now() + count * 3_600_000);

    test("a presigned URL works until it expires", async () => {
      const request = presigned.signed({ key }, { expiresIn: 2 });
      assert.equal((await send(request)).outcome, "200");
      await sleep(3500);
      assert.equal((await send(request)).outcome, "403 AccessDenied");
    });

    test("a presigned URL of yesterday, for an hour and for a week", async () => {
      assert.equal(
        (await presigned.request({ key }, { date: hours(-24), expiresIn: 3600 })).outcome,
        "403 AccessDenied",
      );
      assert.equal((await presigned.request({ key }, { date: hours(-24), expiresIn: 604_800 })).outcome, "200");
    });

    for (const [what, count] of Object.entries({ "two hours ago": -2, "in two hours": 2 })) {
      test(`a header signed ${what}`, async () => {
        assert.equal((await header.request({ key }, { date: hours(count) })).outcome, "403 RequestTimeTooSkewed");
      });
    }
  });

  test("a hash that was signed into a presigned URL, and not sent beside it", async () => {
    const bucket = new Bucket(server, "refused-presigned", "presigned");
    assert.equal(
      (await bucket.request({ method: "PUT", key: "unsent hash", body }, { payload: "signed" })).outcome,
      mismatch,
    );
  });
}

/** Changes the one place, in the URL or in a header, where `pattern` matches. */
function replaced(request, pattern, change) {
  if (pattern.test(request.url)) return { ...request, url: request.url.replace(pattern, change) };
  const [name, value] = Object.entries(request.headers).find(([, text]) => pattern.test(text));
  return withHeader(request, name, value.replace(pattern, change));
}

function inSignature(request, change) {
  return replaced(request, /(?<=Signature=)[0-9a-f]{64}$/, change);
}

function withHeader(request, name, value) {
  return { ...request, headers: { ...request.headers, [name]: value } };
}
