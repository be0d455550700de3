import { S3mini } from "s3mini";
import { credentials, expiresIn, host, keys, manyKeys, region } from "../works.mjs";

const client = new S3mini({ ...credentials, endpoint: `https://${host}`, region });
// It takes no date: always now.
const presigned = (key) => client.getPresignedUrl("GET", key, expiresIn);

export const name = "s3mini";

export const presign = (i) => presigned(keys[i & 63]);

export const presignMany = () => Promise.all(manyKeys.map((key) => presigned(key)));
