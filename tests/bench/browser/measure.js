// Runs in the page: aws4fetch and this package at the same work, by turns. Wall time, since a page knows no other: what
// WebCrypto does on its own threads counts as what the caller waits for.
import { Signer } from "/sigv4-wasm/index.js";
import { loopOf as oursLoop } from "../loop.mjs?ours";
import { loopOf as theirsLoop } from "../loop.mjs?theirs";
import { AwsV4Signer } from "../node_modules/aws4fetch/dist/aws4fetch.esm.mjs";
import { credentials, dateTime, expiresIn, INDEXED, manyUrls, region, urls } from "../works.mjs";

const service = "s3";
const signer = new Signer({ credentials, region, service });
const ours = {
  presign: (i, date) => signer.presign(urls[i & 63], { expiresIn, date }),
  presignMany: (date) => signer.presignMany(manyUrls, { expiresIn, date }),
};

const cache = new Map();
const expiring = (url) => `${url}?X-Amz-Expires=${expiresIn}`;
const [expiringUrls, expiringManyUrls] = [urls, manyUrls].map((list) => list.map(expiring));
async function signed(url, date) {
  const options = { ...credentials, url, service, region, signQuery: true, cache, datetime: dateTime(date) };
  return (await new AwsV4Signer(options).sign()).url.href;
}
const theirs = {
  presign: (i, date) => signed(expiringUrls[i & 63], date),
  presignMany: (date) => Promise.all(expiringManyUrls.map((url) => signed(url, date))),
};

/** Throws where the two disagree; answers how many signatures agreed. */
export async function checkEquality() {
  const date = new Date("2026-11-21T12:34:56Z");
  const parts = (url) => url.split(/[?&]/).sort().join("\n");
  const pairs = [];
  for (let i = 0; i < urls.length; i++) pairs.push([ours.presign(i, date), await theirs.presign(i, date)]);
  const [mine, many] = [ours.presignMany(date), await theirs.presignMany(date)];
  for (let i = 0; i < manyUrls.length; i++) pairs.push([mine[i], many[i]]);
  for (const [own, other] of pairs) if (parts(own) !== parts(other)) throw new Error(`${own}\n${other}`);
  return pairs.length;
}

/** Nanoseconds per operation, ours first. The page's clock is coarse: slices are long. */
export async function measure(work, { warmUpMs, sliceMs, slices, oursFirst }) {
  const takesIndex = INDEXED.has(work);
  const sides = [
    { loop: oursLoop(ours[work], takesIndex), perSlice: 1, spent: 0, operations: 0 },
    { loop: theirsLoop(theirs[work], takesIndex), perSlice: 1, spent: 0, operations: 0 },
  ];
  const order = oursFirst ? sides : sides.toReversed();
  for (const side of order) {
    for (let spent = 0; spent < warmUpMs; ) {
      const took = Math.max(0.1, await timed(side));
      spent += took;
      side.perSlice = Math.max(1, Math.min(side.perSlice * 2, Math.round((side.perSlice * sliceMs) / took)));
    }
  }
  for (let slice = 0; slice < slices; slice++) {
    for (const side of slice % 2 ? order.toReversed() : order) {
      side.spent += await timed(side);
      side.operations += side.perSlice;
    }
  }
  return sides.map(({ spent, operations }) => (spent * 1e6) / operations);
}

async function timed({ loop, perSlice }) {
  const before = performance.now();
  const length = loop(perSlice);
  if ((typeof length === "number" ? length : await length) === 0) throw new Error("nothing was signed");
  return performance.now() - before;
}
