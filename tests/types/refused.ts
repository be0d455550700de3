// What the package refuses is an error of the compiler already, where a type can tell.
import { s3Url, Signer } from "sigv4-wasm";
import { diagnose } from "sigv4-wasm/doctor";
import { signCanonicalRequest } from "sigv4-wasm/inspect";

declare const unset: string | undefined;
const credentials = { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "secret" };
const url = "https://bucket.s3.us-east-1.amazonaws.com/key";
const signer = new Signer({ credentials });

// @ts-expect-error: a variable that may not be set
new Signer({ credentials: { accessKeyId: unset, secretAccessKey: "secret" } });
// @ts-expect-error: a provider
new Signer({ credentials: async () => credentials });
// @ts-expect-error: outside of `credentials`
new Signer(credentials);
// @ts-expect-error: a text is no list of URLs
signer.presignMany(url);
// @ts-expect-error: a text is no list of names
signer.presign(url, { unsignedHeaders: "range" });
// @ts-expect-error: the same
signer.presign(url, { signedHeaders: "user-agent" });
// @ts-expect-error: seconds are a number
signer.presign(url, { expiresIn: "60" });
// @ts-expect-error: milliseconds are no Date
signer.presign(url, { date: Date.now() });
// @ts-expect-error: its body cannot be read at once
signer.sign(new Request(url));
// @ts-expect-error: a header without a value
signer.sign({ url, headers: { range: unset } });
// @ts-expect-error: an option in `init`
signer.fetch(url, { payload: "unsigned" });
// @ts-expect-error: numbers are no text
s3Url({ bucket: "bucket", region: "us-east-1", query: { partNumber: 1 } });
// @ts-expect-error: as in the SDK
s3Url({ Bucket: "bucket", Key: "key" });
// @ts-expect-error: its body is a stream
diagnose({ response: new Response("") });
// @ts-expect-error: no host tells the region
signCanonicalRequest({ credentials, service: "s3" }, "", { date: new Date() });
