// Each example shows every step, with the values of `explain` and, where somebody published them, with those.
import assert from "node:assert/strict";
import { test } from "node:test";
import { chooseExample, explained, shown } from "./page.mjs";

/** Canonical request hash and signature as published: AWS's documentation, and the stories' own values. */
const PUBLISHED = {
  ec2: { hash: "59f1988a2b083cff0d5cf676b6f359f5cbaf3000a4d07312f2332ccf519ca3af" },
  spaces: {
    hash: "d4465105b501a57b55fdd89ab11c5b7694cd4b321bc715a4f4e67470821eb021",
    signature: "0b4930e3ff734bb79f89fbbb787609b4dc44acdf7fe347174abf126c69836f1b",
  },
  key: {
    hash: "f536975d06c0309214f805bb90ccff089219ecd68b2577efef23edd43b7e1a59",
    signature: "5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7",
  },
  put: {
    hash: "9b2d95cd35ea18abb211a4f34eb3c690e41d8ed36f6bfe1c58998ee2a16c18cd",
    signature: "5132f34144ab283adac84abc979b3d2a485f5148860fbfdac8a178220ee18dae",
  },
  "s3-get": {
    hash: "7344ae5b7ee6c3e7e6b0fe0640412a37625d1fbfff95c48bbb2dc43964946972",
    signature: "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41",
  },
  "s3-presigned": { signature: "aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404" },
};

export const EXAMPLES = ["ceph", "ec2", "spaces", "key", "put", "s3-get", "s3-presigned", "r2", "api", "odd"];

export function exampleTests(at) {
  test("the examples are the ten that these tests know", async () => {
    const offered = await at.page.evaluate(() =>
      [...document.querySelectorAll("#example optgroup option")].map(({ value }) => value),
    );
    assert.deepEqual(offered, EXAMPLES);
  });

  for (const id of EXAMPLES) {
    test(`example ${id} shows the four steps of explain`, async () => {
      await chooseExample(at.page, id);
      const [page, truth] = [await shown(at.page), await explained(at.page)];
      const { canonicalRequest, stringToSign, result } = truth;

      assert.equal(page.stale, false);
      assert.match(
        page.story,
        new RegExp(`^Your ${canonicalRequest.method} becomes ${canonicalRequest.lines.length} exact lines`),
      );
      assert.equal(page.canonicalRequest, canonicalRequest.text);
      assert.equal(page.hash, `${canonicalRequest.sha256.slice(0, 8)}…`);
      assert.equal(page.stringToSign.join("\n"), stringToSign.text);
      assert.deepEqual(page.chain, stringToSign.credentialScope.split("/"));
      assert.equal(page.signature, truth.signature);
      assert.equal(page.url, result.url);
      const headers = Object.entries(result.headers).map(([name, value]) => `${name}: ${value}`);
      assert.equal(page.headers, headers.length ? headers.join("\n") : null);
      assert.equal(page.curl, result.curl);
      assert.equal(page.fetch, result.fetch);

      checkRows(page.rows, canonicalRequest);
      const { hash = canonicalRequest.sha256, signature = truth.signature } = PUBLISHED[id] ?? {};
      assert.equal(canonicalRequest.sha256, hash);
      assert.equal(truth.signature, signature);
    });
  }
}

/** The table tells what every part became and why, with the notes and reasons of `explain`. */
function checkRows(groups, { uri, query, headers, signedHeaders, payloadHash }) {
  assert.deepEqual(
    groups.map(({ part }) => part),
    ["method", "uri", "query", "headers", "signedHeaders", "payloadHash"],
  );
  const rows = Object.fromEntries(groups.map(({ part, rows: list }) => [part, list]));
  const short = (text) => text.replace(/[0-9a-f]{64}/g, (hash) => `${hash.slice(0, 8)}…`);

  assert.equal(
    rows.uri
      .map(({ became }) => became)
      .filter((became) => became !== "removed")
      .join(""),
    uri.canonical,
  );
  assert.deepEqual(
    rows.query.map(({ became }) => became.replace(/^\d+(?=\D)/, "")),
    query.canonical ? query.canonical.split("&") : ["an empty line"],
  );
  assert.deepEqual(
    rows.headers.map(({ became }) => became),
    [...headers.signed.map(({ name, value }) => short(`${name}:${value}`)), ...headers.skipped.map(() => "left out")],
  );
  assert.equal(rows.signedHeaders[0].became, signedHeaders);
  assert.equal(rows.payloadHash[0].became, short(payloadHash.value));

  const said = groups.flatMap(({ rows: list }) => list.map(({ why }) => why.toLowerCase()));
  const notes = [
    ...query.parameters.map(({ note }) => note),
    ...headers.signed.map(({ note }) => note),
    ...headers.skipped.map(({ reason }) => reason),
    payloadHash.why,
  ];
  for (const note of notes.filter(Boolean)) {
    const plain = note.replaceAll("`", "").toLowerCase();
    assert.ok(
      said.some((why) => why.startsWith(plain)),
      `no row says: ${note}`,
    );
  }
}
