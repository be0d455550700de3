// A Cloudflare Worker that lets a browser upload to R2: POST /photo.jpg answers the URL to PUT the file to.
// Secrets: R2_ACCESS_KEY_ID, R2_SECRET_ACCESS_KEY. Variables: R2_ENDPOINT (https://ACCOUNT.r2.cloudflarestorage.com), BUCKET.
import { s3Url, Signer } from "sigv4-wasm";

const FIVE_MINUTES = 300;
const TYPES = ["image/jpeg", "image/png", "image/webp"];

let signer;

export default {
  async fetch(request, env) {
    if (request.method !== "POST") return new Response("POST the name of the file", { status: 405 });
    const type = request.headers.get("content-type");
    if (!TYPES.includes(type)) return new Response(`one of ${TYPES}`, { status: 415 });
    signer ??= new Signer({
      credentials: { accessKeyId: env.R2_ACCESS_KEY_ID, secretAccessKey: env.R2_SECRET_ACCESS_KEY },
      region: "auto",
      service: "s3",
    });
    const name = decodeURIComponent(new URL(request.url).pathname.slice(1));
    const key = `uploads/${crypto.randomUUID()}/${name}`;
    const url = s3Url({ endpoint: env.R2_ENDPOINT, bucket: env.BUCKET, key, pathStyle: true });
    // The type is signed: the upload must have the same.
    const upload = signer.presignRequest(
      { method: "PUT", url, headers: { "content-type": type } },
      { expiresIn: FIVE_MINUTES },
    );
    return Response.json({ key, ...upload });
  },
};
