// A Lambda function behind a function URL: redirects GET /report.pdf to the object, for a minute.
// Its role needs s3:GetObject; Lambda sets region and credentials, BUCKET is yours.
import { s3Url, Signer } from "sigv4-wasm";

const { AWS_REGION, AWS_ENDPOINT_URL_S3, BUCKET } = process.env;

const signer = new Signer({
  credentials: {
    accessKeyId: process.env.AWS_ACCESS_KEY_ID,
    secretAccessKey: process.env.AWS_SECRET_ACCESS_KEY,
    sessionToken: process.env.AWS_SESSION_TOKEN,
  },
  region: AWS_REGION,
  service: "s3",
});

export async function handler(event) {
  const key = decodeURIComponent(event.rawPath.slice(1));
  if (key === "") return { statusCode: 404, body: "no name" };
  const query = { "response-content-disposition": `attachment; filename*=UTF-8''${encodeURIComponent(key)}` };
  const url = s3Url({ bucket: BUCKET, key, region: AWS_REGION, endpoint: AWS_ENDPOINT_URL_S3, query });
  return { statusCode: 302, headers: { location: signer.presign(url, { expiresIn: 60 }) } };
}
