// Odd queries, headers and bodies, accepted by a server, which then did what they say.
import assert from "node:assert/strict";
import { before, describe, test } from "node:test";
import { sha256 } from "../../support/hashes.mjs";
import { expected } from "../differences.mjs";
import { keys, shown } from "../keys.mjs";
import { bodies, conditions, listings, overrides, payloads, spellings, subject, writes } from "../requests.mjs";
import { Bucket, each, send, signerFor, ways } from "../store.mjs";
import { element, elements, listedNames } from "../xml.mjs";

export function requestsSuite(server) {
  for (const way of Object.keys(ways)) {
    describe(`requests, ${way}`, { timeout: 300_000 }, () => {
      const bucket = new Bucket(server, `requests-${way}`, way);

      before(async () => {
        assert.equal((await bucket.create()).outcome, "200");
        await each(keys, (key) => bucket.put(key, ""));
        assert.equal((await bucket.put(subject.key, subject.body, { "content-type": subject.type })).outcome, "200");
      });

      for (const { name, query } of overrides) {
        test(`response override, ${name}`, async () => {
          const { outcome, headers, text } = await bucket.request({ key: subject.key, query });
          assert.equal(outcome, "200");
          assert.equal(text, subject.body);
          const names = Object.keys(query).map((parameter) => parameter.replace("response-", ""));
          const wanted = Object.fromEntries(names.map((header) => [header, query[`response-${header}`]]));
          assert.deepEqual(
            Object.fromEntries(names.map((header) => [header, headers[header]])),
            expected(server, `override: ${name}`, wanted),
          );
        });
      }

      test(`${listings.length} listings by prefix`, async () => {
        const all = [...keys, subject.key];
        const wrong = {};
        await each(listings, async ({ name, query, names }) => {
          const { outcome, text } = await bucket.request({ query });
          const found = listedNames(text, "Key").sort();
          const right = outcome === "200" && JSON.stringify(found) === JSON.stringify(names(all).sort());
          if (!right) wrong[name] = `${outcome} ${found.map(shown)}`.trimEnd();
        });
        assert.deepEqual(wrong, expected(server, "listings by prefix", {}));
      });

      for (const { name, query, prefix } of spellings) {
        test(`query spelt otherwise: ${name}`, async () => {
          const { outcome, text } = await bucket.request({ url: `${bucket.url()}?${query}` });
          assert.equal(outcome, "200");
          assert.equal(element(text, "Prefix"), prefix);
          assert.deepEqual(elements(text, "Key"), [prefix]);
        });
      }

      test("a query with a name given twice", async () => {
        const { outcome } = await bucket.request({ url: `${bucket.url()}?list-type=2&x-id=1&x-id=2` });
        assert.equal(outcome, expected(server, "query: a name given twice", "200"));
      });

      for (const delimiter of ["/", "+", " ", "%", "&", "=", "!", "*", "ü", "😀", "a+b"]) {
        test(`listing by the delimiter ${shown(delimiter)}`, async () => {
          const { outcome, text } = await bucket.request({
            query: { "list-type": "2", "encoding-type": "url", delimiter },
          });
          assert.equal(outcome, "200");
          const whole = [...keys, subject.key].filter((key) => !key.includes(delimiter));
          assert.deepEqual(listedNames(text, "Key").sort(), expected(server, `delimiter ${delimiter}`, whole.sort()));
        });
      }

      for (const subresource of ["location", "uploads", "acl", "versioning"]) {
        test(`a query of one name, ?${subresource}`, async () => {
          assert.equal((await bucket.request({ url: `${bucket.url()}?${subresource}` })).outcome, "200");
        });
      }

      for (const { name, headers, status, text: wanted } of conditions) {
        test(`reading with ${name}`, async () => {
          const { status: seen, text } = await bucket.request({ key: subject.key, headers });
          assert.equal(seen, status);
          if (wanted !== undefined) assert.equal(text, wanted);
        });
      }

      for (const { name, headers } of writes) {
        test(`writing with ${name}`, async () => {
          const request = bucket.signed({ method: "PUT", key: `write ${name}`, headers, body: "x" });
          const answer = (await send(request, "x")).outcome;
          assert.equal(answer, expected(server, `write: ${name}`, "200"));
          if (answer !== "200") return;
          const { outcome, headers: kept } = await bucket.request({ method: "HEAD", key: `write ${name}` });
          assert.equal(outcome, "200");
          const own = Object.entries(request.headers).filter(([header]) =>
            /^(x-amz-meta-|content-|cache-)/.test(header),
          );
          const seen = own.map(([header]) => [header, kept[header]]);
          assert.deepEqual(
            Object.fromEntries(seen),
            expected(
              server,
              `written: ${name}`,
              Object.fromEntries(own.map(([header, value]) => [header, value.trim()])),
            ),
          );
        });
      }

      for (const { name, body, bytes = body } of bodies) {
        for (const [kind, payload] of Object.entries(payloads[way])) {
          test(`a body, ${name}, payload ${kind}`, async () => {
            const key = `body ${name} ${kind}`;
            const wire = ArrayBuffer.isView(bytes)
              ? Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
              : Buffer.from(bytes);
            const { headers, options } = payload(wire);
            const request = bucket.signed({ method: "put", key, headers, body }, options);
            assert.equal((await send(request, wire)).outcome, "200");
            assert.equal(sha256((await bucket.request({ key })).body), sha256(wire));
          });
        }
      }

      test("several parts under an odd key", async () => {
        const key = "parts/a+b ü%2F(1)*.bin";
        const begun = await bucket.request({
          method: "POST",
          url: `${bucket.url(key)}?uploads`,
          headers: { "content-type": 'a/b; c="d"' },
        });
        assert.equal(begun.outcome, "200");
        const uploadId = element(begun.text, "UploadId");
        const parts = ["first part, ", "second + % part, ", "the third"];
        const tags = [];
        for (const [at, body] of parts.entries()) {
          const { outcome, headers } = await bucket.request({
            method: "PUT",
            key,
            query: { partNumber: `${at + 1}`, uploadId },
            body,
          });
          assert.equal(outcome, "200");
          tags.push(headers.etag);
        }
        const list = tags
          .map((tag, at) => `<Part><PartNumber>${at + 1}</PartNumber><ETag>${tag}</ETag></Part>`)
          .join("");
        const ended = await bucket.request({
          method: "POST",
          key,
          query: { uploadId },
          body: `<CompleteMultipartUpload>${list}</CompleteMultipartUpload>`,
        });
        assert.equal(ended.outcome, "200", ended.text);
        assert.equal((await bucket.request({ key })).text, parts.join(""));
      });

      test("a copy from an odd key, named in a header", async () => {
        for (const key of ["a+b", "a%2Bb", "café", "a/../c", "!'()*"]) {
          const source = new URL(bucket.url("")).pathname + encodeURIComponent(subject.key);
          const { outcome } = await bucket.request({ method: "PUT", key, headers: { "x-amz-copy-source": source } });
          assert.equal(outcome, "200", key);
          assert.equal((await bucket.request({ key })).text, subject.body);
        }
      });

      test("the bucket in the host, upper case and a port", async () => {
        const endpoint = server.virtualHostEndpoint.replace("s3.test", "S3.Test");
        for (const key of ["a+b", "/lead", "a/../c", "caf\u00e9", "😀"]) {
          const url = bucket.url(key, undefined, { endpoint, pathStyle: false });
          await bucket.put(key, `host ${key}`);
          const { outcome, text } = await bucket.request({ url });
          assert.equal(outcome, "200", url);
          assert.equal(text, `host ${key}`);
        }
      });
    });
  }

  describe("requests, by header alone", { timeout: 300_000 }, () => {
    const bucket = new Bucket(server, "requests-header", "header");

    test("the date is the one given, as an option or a header", async () => {
      const date = new Date(Date.now() - 5 * 60_000);
      const text = date.toISOString().replace(/[-:]|\.\d+/g, "");
      for (const request of [
        bucket.signed({ key: subject.key }, { date }),
        bucket.signed({ key: subject.key, headers: { "x-amz-date": text } }),
      ]) {
        assert.equal(request.headers["x-amz-date"], text);
        assert.equal((await send(request)).outcome, "200");
      }
    });

    test("headers left out of the signature may change on the way", async () => {
      const headers = { range: "bytes=0-1", "user-agent": "a", "x-forwarded-for": "a", te: "a" };
      const request = bucket.signed({ key: subject.key, headers }, { unsignedHeaders: ["Range"] });
      const changed = {
        ...request,
        headers: { ...request.headers, range: "bytes=5-6", "user-agent": "b", "x-forwarded-for": "b", te: "b" },
      };
      const { outcome, text } = await send(changed);
      assert.equal(outcome, "206");
      assert.equal(text, "56");
    });

    test("fetch writes a string, bytes, a form and a Request", async () => {
      const signer = signerFor(server);
      const sent = {
        string: "grüße",
        bytes: Uint8Array.from([0, 1, 255]),
        form: new URLSearchParams({ "a b": "c+d" }),
      };
      for (const [kind, body] of Object.entries(sent)) {
        const url = bucket.url(`fetched ${kind}`);
        const input =
          kind === "bytes"
            ? [new Request(url, { method: "PUT", body, headers: { "X-Amz-Meta-Odd": "a   b" } })]
            : [url, { method: "PUT", body, headers: { "X-Amz-Meta-Odd": "a   b" } }];
        assert.equal((await signer.fetch(...input)).status, 200);
        const read = await bucket.request({ key: `fetched ${kind}` });
        assert.deepEqual(read.body, Buffer.from(kind === "form" ? "a+b=c%2Bd" : body));
        assert.match(read.headers["x-amz-meta-odd"], /^a +b$/);
      }
    });

    test("fetch sends a header value beyond ASCII as Latin-1, which is not what was signed", async () => {
      const url = bucket.url("fetched value");
      const sending = (value) => signerFor(server).fetch(url, { method: "PUT", headers: { "x-amz-meta-odd": value } });
      const refused = await sending("grüße");
      assert.equal(refused.status, 403);
      assert.match(await refused.text(), /<Code>SignatureDoesNotMatch</);
      assert.equal((await sending(encodeURIComponent("grüße"))).status, 200);
    });
  });
}
