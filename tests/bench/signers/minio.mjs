import { Client } from "minio";
import { bucket, credentials, expiresIn, keys, manyKeys, region } from "../works.mjs";

const client = new Client({
  endPoint: "s3.amazonaws.com",
  useSSL: true,
  accessKey: credentials.accessKeyId,
  secretKey: credentials.secretAccessKey,
  region,
});
const presigned = (key, date) => client.presignedGetObject(bucket, key, expiresIn, undefined, date);

export const name = "minio";

export const presign = (i, date) => presigned(keys[i & 63], date);

export const presignMany = (date) => Promise.all(manyKeys.map((key) => presigned(key, date)));
