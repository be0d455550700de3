import aws4 from "aws4";
import {
  credentials,
  dateTime,
  dynamodb,
  expiresIn,
  host,
  hostIn,
  keys,
  manyKeys,
  region,
  regions,
  sessionCredentials,
  upload,
  versions,
} from "../works.mjs";

const paths = keys.map((key) => `/${key}?X-Amz-Expires=${expiresIn}`);
const versionPaths = paths.map((path, i) => `${path}&${versions[i]}`);
const manyPaths = manyKeys.map((key) => `/${key}?X-Amz-Expires=${expiresIn}`);
const manyVersionPaths = manyPaths.map((path, i) => `${path}&${versions[i & 63]}`);

const hosts = regions.map(hostIn);

function presigned(path, date, ofRegion = region, ofHost = host, by = credentials) {
  const dated = date ? `${path}&X-Amz-Date=${dateTime(date)}` : path;
  const request = { host: ofHost, path: dated, service: "s3", region: ofRegion, signQuery: true };
  return `https://${ofHost}${aws4.sign(request, by).path}`;
}

function authorization(service, method, host, path, headers, body, date, by = credentials) {
  const dated = date ? { ...headers, "X-Amz-Date": dateTime(date) } : headers;
  return aws4.sign({ host, method, path, service, region, headers: dated, body }, by).headers.Authorization;
}

export const name = "aws4";

export const presign = (i, date) => presigned(paths[i & 63], date);

export const presignVersions = (i, date) => presigned(versionPaths[i & 63], date);

export const presignRegions = (i, date) => presigned(paths[i & 63], date, regions[i & 3], hosts[i & 3]);

export const presignSession = (i, date) => presigned(paths[i & 63], date, region, host, sessionCredentials);

export const presignAnew = presign;

export const presignMany = (date) => manyPaths.map((path) => presigned(path, date));

export const presignManyJoined = (date) => presignMany(date).join("\n");

export const presignManyVersions = (date) => manyVersionPaths.map((path) => presigned(path, date));

const post = ({ headers, body }, date, by) =>
  authorization("dynamodb", "POST", dynamodb.host, "/", headers, body, date, by);

export const dynamodbPost = (i, date) => post(dynamodb.posts[i & 63], date);

export const dynamodbIds = (i, date) => post(dynamodb.postsWithIds[i & 63], date);

export const dynamodbSession = (i, date) => post(dynamodb.postsWithIds[i & 63], date, sessionCredentials);

export const uploadPut = (date) =>
  authorization("s3", "PUT", host, `/${upload.key}`, upload.headers, upload.body, date);
