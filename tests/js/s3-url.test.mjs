// s3Url(): an object's members as a URL, the same from the entry that signs and from the one that explains.
import assert from "node:assert/strict";
import { test } from "node:test";
import { s3Url } from "../../pkg/index.js";
import { s3Url as explainedUrl } from "../../pkg/inspect.js";

const AWS = "https://bucket.s3.eu-west-1.amazonaws.com";
const region = "eu-west-1";

const OBJECTS = [
  [{ region }, `${AWS}/`],
  [{ region, key: "a b/ü?#\0" }, `${AWS}/a%20b/%C3%BC%3F%23%00`],
  [{ region, key: undefined, endpoint: undefined, pathStyle: undefined, query: undefined }, `${AWS}/`],
  [{ region, pathStyle: true, key: "k" }, "https://s3.eu-west-1.amazonaws.com/bucket/k"],
  [{ region, pathStyle: true, key: "" }, "https://s3.eu-west-1.amazonaws.com/bucket/"],
  [{ region, pathStyle: true }, "https://s3.eu-west-1.amazonaws.com/bucket"],
  [{ region, pathStyle: false, key: "k" }, `${AWS}/k`],
  [{ region, bucket: "with.dots", key: "k" }, "https://s3.eu-west-1.amazonaws.com/with.dots/k"],
  [{ region, bucket: "with.dots", key: "k", pathStyle: false }, "https://with.dots.s3.eu-west-1.amazonaws.com/k"],
  [{ endpoint: "http://localhost:9000", key: "k" }, "http://localhost:9000/bucket/k"],
  [{ endpoint: "http://localhost:9000" }, "http://localhost:9000/bucket"],
  [{ endpoint: "http://localhost:9000", key: "k", pathStyle: false }, "http://bucket.localhost:9000/k"],
  [{ endpoint: "https://minio.example", key: "k" }, "https://bucket.minio.example/k"],
  [{ endpoint: "http://minio:9000", key: "k" }, "http://bucket.minio:9000/k"],
  [{ endpoint: "http://minio:9000", key: "k", pathStyle: true }, "http://minio:9000/bucket/k"],
  [{ endpoint: "https://minio.example", key: "k", region }, "https://bucket.minio.example/k"],
  [{ region, bucket: "Upper_Case", key: "k" }, "https://s3.eu-west-1.amazonaws.com/Upper_Case/k"],
  [{ region, bucket: "b".repeat(64), key: "k" }, `https://s3.eu-west-1.amazonaws.com/${"b".repeat(64)}/k`],
  [{ endpoint: "https://minio.example", key: "k", pathStyle: true }, "https://minio.example/bucket/k"],
  [{ endpoint: new URL("https://minio.example/base"), key: "k" }, "https://bucket.minio.example/base/k"],
  [{ region, query: { versionId: "a b&", empty: "" } }, `${AWS}/?versionId=a%20b%26&empty=`],
  [
    {
      region,
      query: [
        ["b", "2"],
        ["a", "1"],
        ["b", "1"],
      ],
    },
    `${AWS}/?b=2&a=1&b=1`,
  ],
  [{ region, query: new URLSearchParams("prefix=a/&b=") }, `${AWS}/?prefix=a%2F&b=`],
  [{ region, key: "ü".repeat(40_000) }, `${AWS}/${"%C3%BC".repeat(40_000)}`],
];

for (const [members, url] of OBJECTS) {
  test(`${JSON.stringify(members).slice(0, 80)} is ${url.slice(0, 80)}`, () => {
    assert.equal(s3Url({ bucket: "bucket", ...members }), url);
    assert.equal(explainedUrl({ bucket: "bucket", ...members }), url);
  });
}
