// Lists a bucket, with the size of each object: BUCKET=photos node node-script.mjs [prefix]
import { s3Url, Signer } from "sigv4-wasm";

const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN, AWS_ENDPOINT_URL_S3, BUCKET } = process.env;
const region = process.env.AWS_REGION ?? "us-east-1";

const signer = new Signer({
  credentials: {
    accessKeyId: AWS_ACCESS_KEY_ID,
    secretAccessKey: AWS_SECRET_ACCESS_KEY,
    sessionToken: AWS_SESSION_TOKEN,
  },
  region,
  service: "s3",
});

const query = { "list-type": "2", "encoding-type": "url", prefix: process.argv[2] ?? "" };
for (;;) {
  const url = s3Url({ bucket: BUCKET, region, endpoint: AWS_ENDPOINT_URL_S3, query });
  const response = await signer.fetch(url);
  const xml = await response.text();
  if (!response.ok) throw new Error(`${response.status} ${xml}`);
  for (const [, object] of xml.matchAll(/<Contents>(.*?)<\/Contents>/gs)) {
    const [, key] = /<Key>(.*?)<\/Key>/.exec(object);
    const [, size] = /<Size>(.*?)<\/Size>/.exec(object);
    console.log(`${size.padStart(12)}  ${decodeURIComponent(key.replaceAll("+", " "))}`);
  }
  const [, next] = /<NextContinuationToken>(.*?)<\/NextContinuationToken>/.exec(xml) ?? [];
  if (next === undefined) break;
  query["continuation-token"] = next;
}
