// ky, with every request signed just before it is sent, so that each retry is signed anew.
import ky from "ky";
import { Signer } from "sigv4-wasm";

const signer = new Signer({
  credentials: {
    accessKeyId: process.env.AWS_ACCESS_KEY_ID,
    secretAccessKey: process.env.AWS_SECRET_ACCESS_KEY,
    sessionToken: process.env.AWS_SESSION_TOKEN,
  },
  region: process.env.AWS_REGION,
  service: "s3",
});

export const client = ky.create({ fetch: (request, init) => signer.fetch(request, init) });
