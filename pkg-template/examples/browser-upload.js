// Uploads from a page, with temporary credentials that your server hands out (sts:AssumeRole with a policy for one prefix).
// The bucket needs CORS: this origin, PUT, and AllowedHeader "*".
import { s3Url, Signer } from "sigv4-wasm";

let signer;
let expires = 0;

async function currentSigner() {
  if (Date.now() > expires - 60_000) {
    const response = await fetch("/credentials", { credentials: "same-origin" });
    const { expiration, ...credentials } = await response.json();
    signer?.dispose();
    signer = new Signer({ credentials, service: "s3" });
    expires = Date.parse(expiration);
  }
  return signer;
}

/** `onProgress(fraction)` is called while it uploads. */
export async function upload(file, { bucket, key, region, endpoint, onProgress }) {
  const headers = { "content-type": file.type || "application/octet-stream" };
  const request = { method: "PUT", url: s3Url({ bucket, key, region, endpoint }), headers };
  // Signed here, but sent by XMLHttpRequest: fetch does not tell of progress.
  const signed = (await currentSigner()).sign(request, { region, payload: "unsigned" });
  return new Promise((resolve, reject) => {
    const sending = new XMLHttpRequest();
    sending.open(signed.method, signed.url);
    for (const [name, value] of Object.entries(signed.headers)) sending.setRequestHeader(name, value);
    sending.upload.onprogress = ({ loaded, total }) => onProgress?.(loaded / total);
    sending.onload = () => (sending.status === 200 ? resolve() : reject(new Error(sending.responseText)));
    sending.onerror = () => reject(new Error("no answer: is CORS set on the bucket?"));
    sending.send(file);
  });
}
