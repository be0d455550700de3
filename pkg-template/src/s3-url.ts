import { wasm } from "./instance.js";
import { read, write, writeBody } from "./module.js";
import { wasmError } from "./refusals.js";
import { s3UrlBy } from "./s3-object.js";
import type { S3Object } from "./types.js";

/**
 * The wire URL of an S3 object, to be signed by a Signer. `key` is the object's name as it is, not URL-encoded. Throws
 * `BUCKET_INVALID`, `KEY_INVALID`, `ENDPOINT_INVALID`, `REGION_INVALID`, and `REGION_UNKNOWN` without region and endpoint.
 */
export function s3Url(object: S3Object): string {
  return s3UrlBy(object, (text, key, queryCount, flags) => {
    const textLength = write(text, key);
    const answer = wasm.s3Url(textLength, writeBody(key, textLength), queryCount, flags);
    if (answer < 0) throw wasmError(read(-answer));
    return read(answer);
  });
}
