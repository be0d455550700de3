import { wasmError } from "./errors.js";
import { s3Url as rawS3Url } from "./generated/sigv4.js";
import { read, wasm, write, writeBody } from "./module.js";
import { s3UrlBy } from "./s3-object.js";
import type { S3Object } from "./types.js";

/** The wire URL of an S3 object. `key` is the object's name as it is, not URL-encoded. */
export function s3Url(object: S3Object): string {
  return s3UrlBy(object, (text, key, queryCount, flags) => {
    const textLength = write(text, key);
    const answer = rawS3Url(wasm(), textLength, writeBody(key, textLength), queryCount, flags);
    if (answer < 0) throw wasmError(read(-answer));
    return read(answer);
  });
}
