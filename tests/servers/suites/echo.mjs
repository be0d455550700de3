// A server that refuses a signature and tells the canonical request and the string to sign that it computed itself: they must
// be the ones that `explain` shows for the same arguments, to the character.
import assert from "node:assert/strict";
import { before, describe, test } from "node:test";
import { explain } from "../../../pkg/inspect.js";
import { keys, shown } from "../keys.mjs";
import { bodies, conditions, listings, overrides, spellings, subject, writes } from "../requests.mjs";
import { Bucket, each, send, signerFor } from "../store.mjs";
import { readError } from "../xml.mjs";

/** Every request of the other suites. */
function requests(bucket) {
  return [
    ...keys.flatMap((key) =>
      ["GET", "PUT", "DELETE"].map((method) => ({
        name: `${method} ${shown(key)}`,
        method,
        url: bucket.url(key),
        ...(method === "PUT" ? { body: key } : {}),
      })),
    ),
    ...overrides.map(({ name, query }) => ({ name, url: bucket.url(subject.key, query) })),
    ...listings.map(({ name, query }) => ({ name, url: bucket.url(undefined, query) })),
    ...spellings.map(({ name, query }) => ({ name, url: `${bucket.url()}?${query}` })),
    ...conditions.map(({ name, headers }) => ({ name, url: bucket.url(subject.key), headers })),
    ...writes.map(({ name, headers }) => ({ name, method: "PUT", url: bucket.url(name), headers, body: "x" })),
    ...bodies
      .filter(({ body }) => !Buffer.isBuffer(body))
      .map(({ name, body }) => ({ name, method: "PUT", url: bucket.url(name), body })),
  ];
}

export function echoSuite(server) {
  for (const [way, placement] of Object.entries({ header: "header", presigned: "query" })) {
    describe(`what the server says it computed, ${way}`, { timeout: 300_000 }, () => {
      const bucket = new Bucket(server, `echo-${way}`, way);
      const wrong = {
        credentials: { ...server.credentials, secretAccessKey: "not/the+secret" },
        region: server.region,
        service: "s3",
      };
      const signer = signerFor(server, wrong);

      const answers = [];

      before(async () => {
        assert.equal((await bucket.create()).outcome, "200");
        await each(requests(bucket), async ({ name, ...request }) => {
          const date = new Date();
          const answer = await send(bucket.way(signer, request, { date }), request.body);
          answers.push({ name, answer, ours: explain(wrong, request, { date, placement }) });
        });
      });

      test("refused, each of them, for the signature that `explain` shows", () => {
        const others = answers.filter(
          ({ answer, ours }) =>
            answer.outcome !== "403 SignatureDoesNotMatch" ||
            readError(answer.text).SignatureProvided !== ours.signature,
        );
        assert.deepEqual(others, []);
        assert.ok(answers.length > 500, `${answers.length} answers`);
      });

      for (const [step, element] of Object.entries({
        canonicalRequest: "CanonicalRequest",
        stringToSign: "StringToSign",
      })) {
        test(`the ${element}, as text and as bytes`, () => {
          for (const { name, answer, ours } of answers) {
            const told = readError(answer.text);
            assert.equal(told[element], ours[step].text, name);
            assert.equal(told[`${element}Bytes`], hexBytes(ours[step].text), name);
          }
        });
      }
    });
  }
}

function hexBytes(text) {
  return Buffer.from(text)
    .toString("hex")
    .replace(/..(?=.)/g, "$& ");
}
