import { GetObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { bucket, credentials, expiresIn, keys, manyKeys, region } from "../works.mjs";

const client = new S3Client({ region, credentials });

function presigned(Key, signingDate) {
  const options = { expiresIn, ...(signingDate && { signingDate }) };
  return getSignedUrl(client, new GetObjectCommand({ Bucket: bucket, Key }), options);
}

export const name = "getSignedUrl";

export const presign = (i, date) => presigned(keys[i & 63], date);

export const presignMany = (date) => Promise.all(manyKeys.map((key) => presigned(key, date)));

export const sdkUrl = presign;
