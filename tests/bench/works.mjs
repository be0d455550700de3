// What is signed. Every signer gets the same work in the form that suits it best, made before the clock runs.

export const credentials = {
  accessKeyId: "AKIAIOSFODNN7EXAMPLE",
  secretAccessKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
};
/** As Lambda, ECS and STS hand them out: with a token of a kilobyte. */
export const sessionCredentials = {
  ...credentials,
  sessionToken: btoa(String.fromCharCode(...Array.from({ length: 768 }, (_, i) => (i * 167 + (i >> 3)) & 255))),
};
export const region = "us-east-1";
export const bucket = "examplebucket";
export const hostIn = (region) => `${bucket}.s3.${region}.amazonaws.com`;
export const host = hostIn(region);
export const expiresIn = 3600;

/** 64 different objects; a power of two, so that `i & 63` walks over them. */
export const keys = Array.from(
  { length: 64 },
  (_, i) => `photos/2026/11/21/IMG_${String(7919 * (i + 1)).padStart(7, "0")}.jpg`,
);
export const urls = keys.map((key) => `https://${host}/${key}`);

/** The same objects, each in a version of its own. */
export const versions = keys.map((_, i) => `versionId=${String(104729 * (i + 1)).padStart(9, "0")}`);
export const versionUrls = urls.map((url, i) => `${url}?${versions[i]}`);

/** The same objects, replicated: one signer serves all regions in turn. */
export const regions = [region, "us-west-2", "eu-central-1", "ap-southeast-1"];
export const regionUrls = keys.map((key, i) => `https://${hostIn(regions[i & 3])}/${key}`);

/** The segments of a stream, a gallery: what is presigned together. */
export const manyKeys = Array.from(
  { length: 1000 },
  (_, i) => `streams/channel-42/segment-${String(i).padStart(6, "0")}.ts`,
);
export const manyUrls = manyKeys.map((key) => `https://${host}/${key}`);
export const manyVersionUrls = manyUrls.map((url, i) => `${url}?${versions[i & 63]}`);

function item(i) {
  const item = {
    TableName: "Music",
    Item: { Artist: { S: "Acme Band" }, SongTitle: { S: `Day ${i}` }, Notes: { S: "" } },
  };
  item.Item.Notes.S = "x".repeat(1024 - JSON.stringify(item).length);
  return JSON.stringify(item);
}

const dynamodbHeaders = {
  accept: "application/json",
  "accept-encoding": "identity",
  "amz-sdk-invocation-id": "3f1c9c0e-0d3a-4a4c-9d61-0f2f7f3f9f0a",
  "amz-sdk-request": "attempt=1; max=3",
  "content-length": "1024",
  "content-type": "application/x-amz-json-1.0",
  "x-amz-target": "DynamoDB_20120810.PutItem",
  "x-amz-user-agent": "aws-sdk-js/3.1000.0",
};
const { "accept-encoding": _, "content-length": __, ...fetchHeaders } = dynamodbHeaders;
const invocationId = (i) => `3f1c9c0e-0d3a-4a4c-9d61-${String(i * 7919).padStart(12, "0")}`;

/** DynamoDB calls as an SDK makes them: 8 headers beside Host, bodies of 1 KB; a power of two of them. */
export const dynamodb = {
  host: `dynamodb.${region}.amazonaws.com`,
  url: `https://dynamodb.${region}.amazonaws.com/`,
  posts: Array.from({ length: 64 }, (_, i) => ({ headers: dynamodbHeaders, body: item(i) })),
  /** Without those that are left to fetch. */
  fetchHeaders,
  postsWithIds: Array.from({ length: 64 }, (_, i) => ({
    headers: { ...dynamodbHeaders, "amz-sdk-invocation-id": invocationId(i) },
    body: item(i),
  })),
};

/** An upload that is signed with its body. */
export const upload = {
  key: "backups/archive.bin",
  url: `https://${host}/backups/archive.bin`,
  headers: { "content-length": String(1 << 20), "content-type": "application/octet-stream" },
  body: Uint8Array.from({ length: 1 << 20 }, (_, i) => (i * 31 + (i >> 8)) & 255),
};

/** The works that are called with 0, 1, 2, …, and before the date. */
export const INDEXED = new Set([
  ...["presign", "presignVersions", "presignRegions", "presignSession", "presignAnew"],
  ...["dynamodbPost", "dynamodbIds", "dynamodbSession", "dynamodbRequest"],
  ...["sdkUrl", "sdkPost"],
]);

/** YYYYMMDDTHHMMSSZ, as the signers that take text want it; undefined for now. */
export function dateTime(date) {
  return date?.toISOString().replace(/[:-]|\.\d{3}/g, "");
}
