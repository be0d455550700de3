// `node equality.mjs SIGNER...`: before anything is timed, the same work gets the same signature from everyone. Prints how
// many signatures agreed.
import assert from "node:assert/strict";
import { dateOf } from "../support/date-time.mjs";
import * as sdkSigner from "./signers/sdk-signer.mjs";
import * as sigv4Wasm from "./signers/sigv4-wasm.mjs";
import { INDEXED, keys, manyUrls, regionUrls, urls, versions, versionUrls } from "./works.mjs";

const ours = { ...sdkSigner, ...sigv4Wasm };
const date = new Date("2026-11-21T12:34:56Z");
const LINE_OF_ADDED = /[?&]X-Amz-(Algorithm|Credential|Date|Expires|SignedHeaders|Signature)=[^&]*/g;

/** What a presigned URL says, in an order of its own: signers put the parameters in different places. */
function said(url) {
  const { origin, pathname, searchParams } = new URL(url);
  return [origin + pathname, ...[...searchParams].map((pair) => pair.join("=")).sort()];
}

/** Signs again what a peer signed, at the peer's date, and its own parameters (x-id, …) with it. */
function again(url) {
  const [, dateTime] = /X-Amz-Date=(\w+)/.exec(url);
  const plain = url.replace(LINE_OF_ADDED, "").replace(/^([^?&]*)&/, "$1?");
  return ours.presignUrl(plain, dateOf(dateTime));
}

const same = (actual, expected, what) => {
  assert.deepEqual(actual, expected, what);
  agreed++;
};

let agreed = 0;
for (const file of process.argv.slice(2)) {
  const signer = await import(`./signers/${file}.mjs`);
  for (let i = 0; i < urls.length; i++) {
    const url = await signer.presign(i, date);
    same(said(url), said(again(url)), `${signer.name}: ${urls[i]}`);
    assert.ok(url.startsWith(`${urls[i]}?`) || url.includes(`/${keys[i]}?`), `${signer.name}: ${url}`);
  }
  if (signer.presignAnew) {
    for (let i = 0; i < urls.length; i++) {
      same(said(await signer.presignAnew(i, date)), said(await signer.presign(i, date)), signer.name);
    }
  }
  if (signer.sdkUrl) {
    for (let i = 0; i < urls.length; i++) {
      same(said(await ours.sdkUrl(i, date)), said(again(await ours.sdkUrl(i, date))), "sdk-signer");
    }
  }
  const many = await signer.presignMany(date);
  assert.equal(many.length, manyUrls.length, signer.name);
  for (const url of many) same(said(url), said(again(url)), signer.name);
  if (signer.presignVersions) {
    for (let i = 0; i < urls.length; i++) {
      const url = await signer.presignVersions(i, date);
      same(said(url), said(again(url)), `${signer.name}: ${versionUrls[i]}`);
      assert.ok(url.includes(versions[i]), url);
    }
    for (let i = 0; i < urls.length; i++) {
      const url = await signer.presignRegions(i, date);
      same(said(url), said(ours.presignRegions(i, date)), `${signer.name}: ${regionUrls[i]}`);
      assert.ok(url.startsWith(`${regionUrls[i]}?`), url);
    }
    for (let i = 0; i < urls.length; i++) {
      same(said(await signer.presignSession(i, date)), said(ours.presignSession(i, date)), signer.name);
    }
    for (const url of await signer.presignManyVersions(date)) same(said(url), said(again(url)), signer.name);
  }
  for (const work of ["dynamodbPost", "dynamodbIds", "dynamodbSession", "dynamodbRequest", "sdkPost", "uploadPut"]) {
    if (!signer[work]) continue;
    const signature = (header) => /Signature=([0-9a-f]{64})/.exec(header)[1];
    const calls = INDEXED.has(work) ? urls.map((_, i) => [i, date]) : [[date]];
    for (const call of calls) {
      same(signature(await signer[work](...call)), signature(await ours[work](...call)), `${signer.name}: ${work}`);
    }
  }
}
console.log(agreed);
