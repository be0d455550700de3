// Against Ceph's gateway: pages that upload and download by themselves, and the AWS SDK's clients.
import assert from "node:assert/strict";
import { Readable } from "node:stream";
import { after, before, test } from "node:test";
import { sha256 } from "../support/hashes.mjs";
import { inBrowser } from "./support/browsers.mjs";
import { ran } from "./support/ran.mjs";
import { startStore } from "./support/store.mjs";
import { workspace } from "./support/workspace.mjs";

let store;
before(async () => {
  store = await startStore();
});
after(() => store?.stop());

const stored = async (key) => Buffer.from(await (await store.signer.fetch(store.url(key))).arrayBuffer());

for (const [name, key] of [
  ["Chromium", "chromium"],
  ["Firefox ESR", "firefox"],
]) {
  test(`${name}: uploads with progress, in parts and by fetch; downloads, lists and deletes`, async () => {
    const group = await workspace("browsers");
    const prefix = `${key}/`;
    const { endpoint, region, bucket, credentials } = store;
    const config = JSON.stringify({ endpoint, region, bucket, credentials, prefix });
    const headers = { "content-type": "application/json" };
    const answer = ({ url }) => (url === "/store.json" ? { status: 200, headers, body: config } : undefined);
    await inBrowser(key, group, { answer }, async (browser, pages) => {
      await browser.open(`${pages.url}store.html`);
      const report = JSON.parse(await pages.report(120));
      const kept = ["big.bin", "c++ & ü!'()*.bin"];
      assert.deepEqual(report, {
        last: 3_000_000,
        same: true,
        parts: 4,
        afterAbort: 404,
        before: [...kept, "deleted.txt"].sort(),
        status: 204,
        after: kept,
      });
      const bytes = new Uint8Array(3_000_000).map((_, index) => index % 251);
      assert.equal(sha256(await stored(`${prefix}c++ & ü!'()*.bin`)), sha256(bytes));
      const megabytes = Array.from({ length: 20 }, (_, index) => Buffer.alloc(1024 * 1024, index));
      assert.equal(sha256(await stored(`${prefix}big.bin`)), sha256(Buffer.concat(megabytes)));
      ran("Browser", name, browser.version, ["."], "uploads to and downloads from Ceph, with CORS");
    });
  });
}

test("AWS SDK: S3Client with our signer, and its commands presigned", async () => {
  const group = await workspace("clients");
  const { getSignedUrl, SdkSigner } = await group.import("sigv4-wasm/aws-sdk");
  const s3 = await group.import("@aws-sdk/client-s3");
  const { endpoint, region, credentials, bucket: Bucket } = store;
  // Ceph 16 does not know the checksums that the SDK would add.
  const plain = { requestChecksumCalculation: "WHEN_REQUIRED", responseChecksumValidation: "WHEN_REQUIRED" };
  const signer = new SdkSigner({ credentials: async () => credentials });
  const client = new s3.S3Client({ endpoint, region, credentials, signer, forcePathStyle: true, ...plain });
  const send = (name, input) => client.send(new s3[`${name}Command`]({ Bucket, ...input }));
  const Key = "sdk/c++ & ü!'()*.txt";

  await send("PutObject", { Key, Body: "text ü", Metadata: { a: "  b   c " }, CacheControl: "no-store" });
  const { Body, Metadata, CacheControl } = await send("GetObject", { Key });
  assert.deepEqual([await Body.transformToString(), Metadata.a, CacheControl], ["text ü", "b   c", "no-store"]);
  const stream = Readable.from([Buffer.from("stream"), Buffer.from("ed")]);
  await send("PutObject", { Key: "sdk/stream", Body: stream, ContentLength: 8 });
  assert.equal(String(await stored("sdk/stream")), "streamed");

  const { UploadId } = await send("CreateMultipartUpload", { Key: "sdk/parts" });
  const part = { Key: "sdk/parts", UploadId, PartNumber: 1 };
  const { ETag } = await send("UploadPart", { ...part, Body: Buffer.from("part") });
  const MultipartUpload = { Parts: [{ ETag, PartNumber: 1 }] };
  await send("CompleteMultipartUpload", { Key: "sdk/parts", UploadId, MultipartUpload });
  const { Contents } = await send("ListObjectsV2", { Prefix: "sdk/" });
  assert.deepEqual(Contents.map((each) => each.Key).sort(), [Key, "sdk/parts", "sdk/stream"].sort());

  const url = (name, input) => getSignedUrl(client, new s3[`${name}Command`]({ Bucket, ...input }), { expiresIn: 60 });
  const upload = await url("PutObject", {
    Key: "sdk/url",
    ContentType: "text/x",
    Metadata: { a: "1" },
    ACL: "private",
  });
  const put = await fetch(upload, { method: "PUT", body: "by URL", headers: { "content-type": "text/x" } });
  assert.equal(put.status, 200, await put.text());
  const got = await fetch(await url("GetObject", { Key: "sdk/url", ResponseContentType: "text/y; charset=utf-8" }));
  assert.deepEqual([await got.text(), got.headers.get("content-type")], ["by URL", "text/y; charset=utf-8"]);
  for (const each of [Key, "sdk/parts", "sdk/stream", "sdk/url"]) await send("DeleteObject", { Key: each });
  assert.equal((await send("ListObjectsV2", { Prefix: "sdk/" })).KeyCount, 0);
  client.destroy();
  ran("SDK", "AWS SDK for JavaScript v3", group.version("@aws-sdk/client-s3"), ["./aws-sdk"], "S3Client against Ceph");
});
