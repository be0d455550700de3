// presignMany() hashes four requests at once. Every signature is computed here again, from the specification, with
// node:crypto: canonical requests of every length, so that messages end before, at and behind each block boundary.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Signer } from "../../pkg/index.js";
import { sha256, signatureOf } from "../support/hashes.mjs";

const credentials = { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "hush/ThisMayNeverBeSeenInAnyMessage" };
const date = new Date("2015-08-30T12:36:00Z");
const DATE_TIME = "20150830T123600Z";
const BLOCK = 64;
const LANES = 4;

/** The URL that a GET of S3 is presigned to, whose path needs no encoding. */
function expected(url, { region = "us-east-1", sessionToken } = {}) {
  const { host, pathname } = new URL(url);
  const scope = `20150830/${region}/s3/aws4_request`;
  const parameters = [
    ["X-Amz-Algorithm", "AWS4-HMAC-SHA256"],
    ["X-Amz-Credential", `${credentials.accessKeyId}/${scope}`],
    ["X-Amz-Date", DATE_TIME],
    ["X-Amz-Expires", "60"],
    ...(sessionToken ? [["X-Amz-Security-Token", sessionToken]] : []),
    ["X-Amz-SignedHeaders", "host"],
  ];
  const query = parameters.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join("&");
  const canonicalRequest = ["GET", pathname, query, `host:${host}`, "", "host", "UNSIGNED-PAYLOAD"].join("\n");
  const stringToSign = ["AWS4-HMAC-SHA256", DATE_TIME, scope, sha256(canonicalRequest)].join("\n");
  const signature = signatureOf(credentials.secretAccessKey, scope, stringToSign);
  return { length: canonicalRequest.length, signature };
}

function assertSigned(signer, urls, options, what) {
  const signed = signer.presignMany(urls, { date, expiresIn: 60 });
  assert.equal(signed.length, urls.length, what);
  for (const [i, url] of urls.entries()) {
    const { signature } = expected(url, options);
    assert.ok(signed[i].startsWith(`${url}?`), `${what}, URL ${i}: ${signed[i]}`);
    assert.equal(/&X-Amz-Signature=(\w+)$/.exec(signed[i])[1], signature, `${what}, URL ${i} of ${urls.length}`);
  }
}

const signer = new Signer({ credentials, region: "us-east-1", service: "s3" });
const urlOf = (length, letter = "k") => `https://b.s3.us-east-1.amazonaws.com/${letter.repeat(length)}`;

test("canonical requests of every length, the same in all lanes", () => {
  const shortest = expected(urlOf(0)).length;
  const remainders = new Set();
  for (let length = 0; length <= 320; length++) {
    const urls = ["a", "b", "c", "d"].map((letter) => urlOf(length, letter));
    assertSigned(signer, urls, {}, `keys of ${length}`);
    remainders.add((shortest + length) % BLOCK);
  }
  assert.equal(remainders.size, BLOCK);
});

test("canonical requests of every length, each lane with another number of blocks", () => {
  for (let length = 0; length <= 320; length++) {
    const lengths = [length, (length * 7 + 63) % 321, 320 - length, (length + 129) % 500];
    for (let turn = 0; turn < LANES; turn++) {
      const turned = [...lengths.slice(turn), ...lengths.slice(0, turn)];
      assertSigned(
        signer,
        turned.map((each) => urlOf(each)),
        {},
        `keys of ${turned}`,
      );
    }
  }
});

test("lengths one apart around each block boundary, in every lane", () => {
  const shortest = expected(urlOf(0)).length;
  // 0x80 and the length need 9 bytes: with 55 left in a block they fit, with 56 they do not.
  for (const edge of [0, 54, 55, 56, 57, 63]) {
    const length = (edge - (shortest % BLOCK) + BLOCK) % BLOCK;
    const others = [0, 1, BLOCK - 1, BLOCK, BLOCK + 1].map((more) => length + more);
    for (const other of others) {
      for (let lane = 0; lane < LANES; lane++) {
        const urls = Array.from({ length: LANES }, (_, i) => urlOf(i === lane ? other : length));
        assertSigned(signer, urls, {}, `${edge} and ${other}, lane ${lane}`);
      }
    }
  }
});

test("batches of 1 to 9: the last group of lanes is not full", () => {
  for (let count = 1; count <= 9; count++) {
    for (let length = 0; length < 2 * BLOCK; length++) {
      const urls = Array.from({ length: count }, (_, i) => urlOf(length + i * 17, "abcdefghi"[i]));
      assertSigned(signer, urls, {}, `${count} URLs, keys from ${length}`);
    }
  }
});

test("long keys and long session tokens beside short ones", () => {
  const sessionToken = `${"IQoJb3JpZ2luX2VjE+/=".repeat(60)}end`;
  const temporary = new Signer({
    credentials: { ...credentials, sessionToken },
    region: "us-east-1",
    service: "s3",
  });
  for (const length of [0, 1, 1000, 1023, 1024, 5000]) {
    const urls = [0, length, 3, length + 1, length, 2].map((each) => urlOf(each));
    assertSigned(temporary, urls, { sessionToken }, `a token, keys of ${length}`);
    assertSigned(signer, urls, {}, `keys of ${length}`);
  }
});

test("string to sign of every length: regions of any length", () => {
  for (let length = 1; length <= 140; length++) {
    const region = "r".repeat(length);
    const other = new Signer({ credentials, region, service: "s3" });
    const urls = [0, 10, 20, 30, 40].map((each) => urlOf(each));
    assertSigned(other, urls, { region }, `a region of ${length}`);
  }
});

test("lanes of several regions in one batch: each host has its own key", () => {
  const anywhere = new Signer({ credentials });
  const regions = ["us-east-1", "eu-west-1", "us-east-1", "ap-southeast-2", "eu-west-1", "eu-west-1", "us-east-1"];
  for (let length = 0; length < BLOCK; length++) {
    const urls = regions.map((region, i) => `https://b.s3.${region}.amazonaws.com/${"k".repeat(length + i)}`);
    const signed = anywhere.presignMany(urls, { date, expiresIn: 60 });
    for (const [i, url] of urls.entries()) {
      const { signature } = expected(url, { region: regions[i] });
      assert.ok(signed[i].endsWith(`&X-Amz-Signature=${signature}`), signed[i]);
    }
  }
});

test("presign of one, by the same lengths", () => {
  for (let length = 0; length <= 320; length++) {
    const url = urlOf(length);
    const { signature } = expected(url);
    assert.ok(
      signer.presign(url, { date, expiresIn: 60 }).endsWith(`&X-Amz-Signature=${signature}`),
      `key of ${length}`,
    );
  }
});
