// A Deno server in front of a private bucket: deno run --allow-net --allow-env deno-server.ts
// With a cache before it, it is a public site; ranges and conditional requests are passed on. BUCKET and PORT are yours.
import { s3Url, Signer } from "sigv4-wasm";

const env = (name: string) => Deno.env.get(name) ?? "";
const region = env("AWS_REGION");
const endpoint = Deno.env.get("AWS_ENDPOINT_URL_S3");
const bucket = env("BUCKET");
const signer = new Signer({
  credentials: {
    accessKeyId: env("AWS_ACCESS_KEY_ID"),
    secretAccessKey: env("AWS_SECRET_ACCESS_KEY"),
    sessionToken: env("AWS_SESSION_TOKEN"),
  },
  region,
  service: "s3",
});
const PASSED_ON = ["range", "if-none-match", "if-modified-since"];

Deno.serve({ hostname: "127.0.0.1", port: Number(env("PORT")) }, (request) => {
  const { pathname } = new URL(request.url);
  if (request.method !== "GET" && request.method !== "HEAD") return new Response(null, { status: 405 });
  const headers = new Headers([...request.headers].filter(([name]) => PASSED_ON.includes(name)));
  const key = decodeURIComponent(pathname.slice(1)) || "index.html";
  const url = s3Url({ bucket, key, region, endpoint });
  return signer.fetch(url, { method: request.method, headers, signal: request.signal });
});
