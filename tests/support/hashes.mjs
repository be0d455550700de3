// Steps 3 and 4 by node:crypto.
import { createHash, createHmac } from "node:crypto";

/** In hex. */
export function sha256(data) {
  return createHash("sha256").update(data).digest("hex");
}

export function hmac(key, text) {
  return createHmac("sha256", key).update(text).digest();
}

/** In hex; `scope` is `day/region/service/aws4_request`. */
export function signatureOf(secretAccessKey, scope, stringToSign) {
  const key = scope.split("/").reduce(hmac, `AWS4${secretAccessKey}`);
  return hmac(key, stringToSign).toString("hex");
}
