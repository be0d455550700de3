// A user's project: every member once, with the types inferred.
import { init, initSync } from "sigv4-wasm/slim";
import { s3Url, Signer, SigV4Error } from "sigv4-wasm";
import { diagnose, explain, signCanonicalRequest } from "sigv4-wasm/inspect";
import module from "sigv4-wasm/sigv4.wasm";

const credentials = { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "secret" };
const options = { credentials, region: "us-east-1", service: "s3" };
using signer = new Signer(options);
const url: string = signer.presign(s3Url({ bucket: "bucket", key: "key", query: [["versionId", "1"]] }), {
  expiresIn: 60,
});
const { headers, expiresAt } = signer.presignRequest({ url, headers: new Headers({ range: "bytes=0-1" }) });
const urls: string[] = signer.presignMany(new Set([url]), { method: "PUT" });
const signed = signer.sign(
  { method: "POST", url, headers: [["a", "b"]], body: new Uint8Array(3) },
  { date: new Date() },
);
const request: Request = await signer.signRequest(
  new Request(url),
  { headers: signed.headers },
  { payload: "unsigned" },
);
const response: Response = await signer.fetch(request);
const { canonicalRequest, result } = explain(options, url, { placement: "query" });
const { signature } = signCanonicalRequest(options, canonicalRequest.text, { date: new Date() });
await init(new URL("https://example.com/sigv4.wasm"));
await init(fetch("https://example.com/sigv4.wasm"));
initSync(new Uint8Array(8));
initSync(module);

// What is optional may be undefined, at every depth.
declare const unset: undefined;
const { accessKeyId } = credentials;
explain({ credentials: { accessKeyId, secretAccessKey: unset }, rules: { normalizePath: unset } }, url);
signer.presign(url, { rules: { doubleEncodePath: unset }, unsignedHeaders: new Set(["range"]), signedHeaders: unset });
diagnose({ request: new URL(url), response: { status: unset, headers: unset, body: "" } });
diagnose({ credentials: { accessKeyId: unset, secretAccessKey: unset } });

export function describe(error: unknown): string {
  return error instanceof SigV4Error
    ? error.code
    : `${headers}${expiresAt}${urls}${response.status}${result?.curl}${signature}`;
}
