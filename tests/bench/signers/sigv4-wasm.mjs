import { Signer } from "sigv4-wasm";
import {
  credentials,
  dynamodb,
  expiresIn,
  manyUrls,
  manyVersionUrls,
  region,
  regionUrls,
  sessionCredentials,
  upload,
  urls,
  versionUrls,
} from "../works.mjs";

const s3 = new Signer({ credentials, region, service: "s3" });
const anywhere = new Signer({ credentials });
const database = new Signer({ credentials, region, service: "dynamodb" });
const session = new Signer({ credentials: sessionCredentials });

export const name = "sigv4-wasm";

export const presign = (i, date) => s3.presign(urls[i & 63], { expiresIn, date });

export const presignVersions = (i, date) => s3.presign(versionUrls[i & 63], { expiresIn, date });

export const presignRegions = (i, date) => anywhere.presign(regionUrls[i & 63], { expiresIn, date });

export const presignSession = (i, date) => session.presign(urls[i & 63], { expiresIn, date });

export const presignAnew = (i, date) =>
  new Signer({ credentials, region, service: "s3" }).presign(urls[i & 63], { expiresIn, date });

export const presignMany = (date) => s3.presignMany(manyUrls, { expiresIn, date });

export const presignManyJoined = (date) => presignMany(date).join("\n");

export const presignManyVersions = (date) => s3.presignMany(manyVersionUrls, { expiresIn, date });

function post({ headers, body }, date, signer = database) {
  return signer.sign({ method: "POST", url: dynamodb.url, headers, body }, { date }).headers.authorization;
}

export const dynamodbPost = (i, date) => post(dynamodb.posts[i & 63], date);

export const dynamodbIds = (i, date) => post(dynamodb.postsWithIds[i & 63], date);

export const dynamodbSession = (i, date) => post(dynamodb.postsWithIds[i & 63], date, session);

export async function dynamodbRequest(i, date) {
  const { fetchHeaders: headers, posts } = dynamodb;
  const { body } = posts[i & 63];
  const request = await database.signRequest(dynamodb.url, { method: "POST", headers, body }, { date });
  return request.headers.get("authorization");
}

export function uploadPut(date) {
  const { url, headers, body } = upload;
  return s3.sign({ method: "PUT", url, headers, body }, { date }).headers.authorization;
}

export const presignUrl = (url, date) => s3.presign(url, { expiresIn, date });

export const signHeaders = (url, headers) => s3.sign({ url, headers }).signature;
