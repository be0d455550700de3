// The most dangerous rival: a signer that does what one presigned S3 URL needs and nothing else, with every cache that
// sigv4-wasm has. It refuses no wrong input, knows no other service, and keeps what is constant within a second as text.
import { credentials, expiresIn, region } from "../works.mjs";

const PLAIN_PATH = /^[\w.~/-]*$/;
const encoded = (text) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
const canonicalPath = (path) =>
  PLAIN_PATH.test(path)
    ? path
    : path
        .split("/")
        .map((part) => encoded(decodeURIComponent(part)))
        .join("/");

/** `start(day, firstLines)` prepares the key and the string to sign's beginning; `sign(canonicalRequest)` answers hex. */
export function leanSigner({ start, sign }) {
  let second = Number.NaN;
  let query = "";

  function startSecond(now) {
    second = now;
    const dateTime = new Date(now * 1000).toISOString().replace(/[:-]|\.\d{3}/g, "");
    const day = dateTime.slice(0, 8);
    const scope = `${day}/${region}/s3/aws4_request`;
    start(day, `AWS4-HMAC-SHA256\n${dateTime}\n${scope}\n`);
    const credential = encodeURIComponent(`${credentials.accessKeyId}/${scope}`);
    query = `X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=${credential}&X-Amz-Date=${dateTime}&X-Amz-Expires=${expiresIn}&X-Amz-SignedHeaders=host`;
  }

  return function presigned(url, date) {
    const now = Math.floor((date ? date.getTime() : Date.now()) / 1000);
    if (now !== second) startSecond(now);
    const hostAt = url.indexOf("://") + 3;
    const pathAt = url.indexOf("/", hostAt);
    const host = url.slice(hostAt, pathAt);
    const path = canonicalPath(url.slice(pathAt));
    const signature = sign(`GET\n${path}\n${query}\nhost:${host}\n\nhost\nUNSIGNED-PAYLOAD`);
    return `https://${host}${path}?${query}&X-Amz-Signature=${signature}`;
  };
}
