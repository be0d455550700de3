// What the package has for the AWS SDK. In a file of its own, since whoever signs without the SDK does not load it.
import { GetObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { getSignedUrl, SdkSigner } from "sigv4-wasm/aws-sdk";
import { bucket, credentials, expiresIn, keys, region } from "../works.mjs";
import { posts } from "./smithy-requests.mjs";

const client = new S3Client({ region, credentials });
const database = new SdkSigner({ service: "dynamodb", region, credentials, rules: { contentSha256Header: false } });

export const name = "sigv4-wasm";

export function sdkUrl(i, signingDate) {
  const command = new GetObjectCommand({ Bucket: bucket, Key: keys[i & 63] });
  return getSignedUrl(client, command, { expiresIn, ...(signingDate && { signingDate }) });
}

export async function sdkPost(i, signingDate) {
  return (await database.sign(posts[i & 63], signingDate && { signingDate })).headers.authorization;
}
