// app/api/upload/route.js of a Next application: answers where a signed-in user may PUT a file.
import { s3Url, Signer } from "sigv4-wasm";

const { AWS_REGION: region, BUCKET: bucket } = process.env;

const signer = new Signer({
  credentials: {
    accessKeyId: process.env.AWS_ACCESS_KEY_ID,
    secretAccessKey: process.env.AWS_SECRET_ACCESS_KEY,
    sessionToken: process.env.AWS_SESSION_TOKEN,
  },
  region,
  service: "s3",
});

export async function POST(request) {
  const { name, size } = await request.json();
  if (!Number.isSafeInteger(size) || size > 10_000_000) return Response.json({ error: "too large" }, { status: 413 });
  const key = `uploads/${crypto.randomUUID()}/${name}`;
  const url = s3Url({ bucket, key, region });
  // A signed length is the only one that the store takes.
  const upload = signer.presignRequest(
    { method: "PUT", url, headers: { "content-length": String(size) } },
    { expiresIn: 300 },
  );
  return Response.json({ key, url: upload.url });
}
