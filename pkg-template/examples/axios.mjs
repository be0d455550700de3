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
  const url = axios.getUri(config);
  const { headers, ...signed } = signer.sign({ method: config.method, url, body: config.data });
  config.headers.set(headers);
  return Object.assign(config, { url: signed.url, baseURL: undefined, params: undefined });
});
