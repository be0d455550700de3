// undici, with every request of a dispatcher signed. A body that is a stream is sent without a hash.
import { Agent } from "undici";
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

const signing = (dispatch) => (options, handler) => {
  const { origin, path, method, headers = {}, body } = options;
  const hashed = body === undefined || body === null || typeof body === "string" || ArrayBuffer.isView(body);
  const request = { method, url: `${origin}${path}`, headers, body: hashed ? body : undefined };
  const signed = signer.sign(request, { payload: hashed ? "signed" : "unsigned" });
  return dispatch(
    { ...options, path: signed.url.slice(new URL(origin).origin.length), headers: signed.headers },
    handler,
  );
};

export const dispatcher = new Agent().compose(signing);
