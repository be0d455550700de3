import { Hash } from "@smithy/core/serde";
import { HttpRequest } from "@smithy/protocol-http";
import { SignatureV4 } from "@smithy/signature-v4";
import { credentials, dynamodb, expiresIn, host, keys, manyKeys, region } from "../works.mjs";

const sha256 = Hash.bind(null, "sha256");
const s3 = new SignatureV4({ service: "s3", region, credentials, sha256, uriEscapePath: false, applyChecksum: false });
const database = new SignatureV4({ service: "dynamodb", region, credentials, sha256, applyChecksum: false });

async function presigned(path, signingDate) {
  const headers = { host, "x-amz-content-sha256": "UNSIGNED-PAYLOAD" };
  const request = new HttpRequest({ method: "GET", protocol: "https:", hostname: host, path, headers });
  const { query } = await s3.presign(request, { expiresIn, ...(signingDate && { signingDate }) });
  const pairs = Object.entries(query).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  return `https://${host}${path}?${pairs.join("&")}`;
}

const paths = keys.map((key) => `/${key}`);
const manyPaths = manyKeys.map((key) => `/${key}`);

export const name = "@smithy/signature-v4";

export const presign = (i, date) => presigned(paths[i & 63], date);

export const presignMany = (date) => Promise.all(manyPaths.map((path) => presigned(path, date)));

export async function dynamodbPost(date) {
  const request = new HttpRequest({
    method: "POST",
    protocol: "https:",
    hostname: dynamodb.host,
    path: "/",
    headers: { host: dynamodb.host, ...dynamodb.headers },
    body: dynamodb.body,
  });
  return (await database.sign(request, date && { signingDate: date })).headers.authorization;
}
