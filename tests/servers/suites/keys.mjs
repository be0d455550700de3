// Every key of the list is written, listed under its own name, read, and deleted; all of them are there together.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { fetchKeeps, keys, shown } from "../keys.mjs";
import { md5 } from "../requests.mjs";
import { Bucket, each, send, ways } from "../store.mjs";
import { element, listedNames } from "../xml.mjs";

export function keysSuite(server) {
  for (const way of Object.keys(ways)) {
    describe(`${keys.length} keys, ${way}`, { timeout: 300_000 }, () => {
      const bucket = new Bucket(server, `keys-${way}`, way);
      const content = (key) => `${way}: ${key}`;
      const asWritten = ({ outcome, text }, key) => (text === content(key) ? outcome : `${outcome} ${text}`);

      test("PUT", async () => {
        assert.equal((await bucket.create()).outcome, "200");
        await allAre("200", keys, async (key) => (await bucket.put(key, content(key))).outcome);
      });

      for (const [what, query] of Object.entries({
        "the listing": {},
        "the listing in pages, continued by the server's tokens": { "max-keys": "9" },
      })) {
        test(`${what} names each of them, and nothing else`, async () => {
          sameNames(await names(bucket, query), keys);
        });
      }

      test("GET brings what was written under that key", async () => {
        await allAre("200", keys, async (key) => asWritten(await bucket.request({ key }), key));
      });

      test("HEAD tells its size and hash", async () => {
        await allAre("200 size hash", keys, async (key) => {
          const { outcome, headers } = await bucket.request({ method: "HEAD", key });
          const size = headers["content-length"] === String(Buffer.byteLength(content(key)));
          return `${outcome}${size ? " size" : ""}${headers.etag === `"${md5(content(key))}"` ? " hash" : ""}`;
        });
      });

      test("presignMany", async () => {
        const urls = bucket.signer.presignMany(
          keys.map((key) => bucket.url(key)),
          { expiresIn: 60 },
        );
        assert.equal(urls.length, keys.length);
        await allAre("200", [...keys.keys()], async (at) =>
          asWritten(await send({ method: "GET", url: urls[at] }), keys[at]),
        );
      });

      test("fetch, for those whose path fetch leaves alone", async () => {
        const reachable = keys.filter((key) => fetchKeeps(bucket.url(key)));
        assert.ok(reachable.length > 100, `${reachable.length} keys`);
        await allAre("200", reachable, async (key) => {
          const url = bucket.url(key);
          const response = await (way === "header" ? bucket.signer.fetch(url) : fetch(bucket.signer.presign(url)));
          return asWritten({ outcome: `${response.status}`, text: await response.text() }, key);
        });
      });

      test("DELETE removes that one and no other", async () => {
        const kept = keys.filter((_, at) => at % 2 === 0);
        const removed = keys.filter((_, at) => at % 2 === 1);
        const remove = async (key) => (await bucket.request({ method: "DELETE", key })).outcome;
        await allAre("204", removed, remove);
        sameNames(await names(bucket, {}), kept);
        await allAre("404 NoSuchKey", removed, async (key) => (await bucket.request({ key })).outcome);
        await allAre("200", kept, async (key) => asWritten(await bucket.request({ key }), key));
        await allAre("204", kept, remove);
        sameNames(await names(bucket, {}), []);
      });
    });
  }
}

/** Fails with the list of all items for which `check` answered otherwise. */
async function allAre(outcome, items, check) {
  const others = {};
  await each(items, async (item) => {
    const seen = await check(item);
    if (seen !== outcome) others[typeof item === "string" ? shown(item) : item] = seen;
  });
  assert.deepEqual(others, {}, `other than ${outcome}`);
}

async function names(bucket, query) {
  const found = [];
  let token;
  do {
    const continued = token === undefined ? {} : { "continuation-token": token };
    const { outcome, text } = await bucket.request({
      query: { "list-type": "2", "encoding-type": "url", ...query, ...continued },
    });
    assert.equal(outcome, "200", `continued by ${token}`);
    found.push(...listedNames(text, "Key"));
    token = element(text, "NextContinuationToken");
  } while (token !== undefined && found.length <= keys.length);
  return found;
}

function sameNames(found, wanted) {
  const sorted = (list) => list.map(shown).sort();
  assert.deepEqual(sorted(found), sorted(wanted));
}
