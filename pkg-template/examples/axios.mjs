// axios, with every request signed. Bodies are strings or bytes, as what is sent must be what was signed.
import axios from "axios";
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

export const client = axios.create({ transformRequest: [(data) => data] });

client.interceptors.request.use((config) => {
  // Of an earlier attempt: a retry is signed anew.
  for (const name of ["x-amz-date", "x-amz-security-token"]) config.headers.delete(name);
  const given = { method: config.method, url: axios.getUri(config), headers: config.headers.toJSON(true) };
  const { headers, ...signed } = signer.sign({ ...given, body: config.data });
  config.headers.set(headers);
  return Object.assign(config, { url: signed.url, baseURL: undefined, params: undefined });
});
