import { Hash } from "@smithy/core/serde";
import { HttpRequest } from "@smithy/protocol-http";
import { SignatureV4 } from "@smithy/signature-v4";
import { credentials, expiresIn, host, keys, manyKeys, region } from "../works.mjs";
import { posts } from "./smithy-requests.mjs";

const sha256 = Hash.bind(null, "sha256");
const forS3 = { service: "s3", region, credentials, sha256, uriEscapePath: false, applyChecksum: false };
const s3 = new SignatureV4(forS3);
const database = new SignatureV4({ service: "dynamodb", region, credentials, sha256, applyChecksum: false });

// As S3's own presigner has it, but for its X-Amz-Content-Sha256 in the query, which none needs.
const ownHeader = new Set(["x-amz-content-sha256"]);
const options = { expiresIn, unsignableHeaders: ownHeader, unhoistableHeaders: ownHeader };

const requestOf = (path) =>
  new HttpRequest({
    method: "GET",
    protocol: "https:",
    hostname: host,
    path,
    headers: { host, "x-amz-content-sha256": "UNSIGNED-PAYLOAD" },
  });

async function presigned(request, signingDate, signer = s3) {
  const { query } = await signer.presign(request, signingDate ? { ...options, signingDate } : options);
  let url = `https://${host}${request.path}?`;
  for (const name in query) url += `${name}=${encodeURIComponent(query[name])}&`;
  return url.slice(0, -1);
}

// Signing copies a request, so that they can be made once.
const requests = keys.map((key) => requestOf(`/${key}`));
const manyRequests = manyKeys.map((key) => requestOf(`/${key}`));

export const name = "@smithy/signature-v4";

export const presign = (i, date) => presigned(requests[i & 63], date);

export const presignAnew = (i, date) => presigned(requests[i & 63], date, new SignatureV4(forS3));

export const presignMany = (date) => Promise.all(manyRequests.map((request) => presigned(request, date)));

export async function dynamodbPost(i, date) {
  return (await database.sign(posts[i & 63], date && { signingDate: date })).headers.authorization;
}

export const sdkPost = dynamodbPost;
