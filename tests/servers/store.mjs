// An S3 client of a few lines over the package: it signs in one of the two ways and sends exactly what was signed.
import { request as httpRequest } from "node:http";
import { Signer, s3Url } from "../../pkg/index.js";
import { readError } from "./xml.mjs";

/** The two placements, each (signer, request, options) => what to send. */
export const ways = {
  header: (signer, request, options) => signer.sign(request, options),
  presigned: (signer, request, options) => signer.presignRequest(request, options),
};

/**
 * Sends a request as it is, over node:http since it alone leaves the path untouched, to 127.0.0.1 whatever the URL's host.
 * @returns {{ status: number, headers: Record<string, string>, body: Buffer, text: string, outcome: string }}
 *   `outcome` is the status, with the error code where there is one: "200", "403 SignatureDoesNotMatch".
 */
export function send({ method, url, headers = {} }, body) {
  const [, host, port, path] = /^http:\/\/([^/:]+):(\d+)(\/[^#]*)$/.exec(url);
  const bytes = body === undefined || body === null ? null : asBytes(body);
  const own = bytes === null ? {} : { "content-length": String(bytes.length) };
  return new Promise((resolve, reject) => {
    // HTTP/1 header values are bytes; node takes them one for each character.
    const wire = Object.entries({ host: `${host}:${port}`, ...own, ...headers }).map(([name, value]) => [
      name,
      Buffer.from(value).toString("latin1"),
    ]);
    const outgoing = httpRequest(
      { host: "127.0.0.1", port, path, method, headers: Object.fromEntries(wire), agent: false, timeout: 30_000 },
      (incoming) => {
        const parts = [];
        incoming
          .on("data", (part) => parts.push(part))
          .on("error", reject)
          .on("end", () => {
            const received = Buffer.concat(parts);
            const text = received.toString("utf8");
            const code = incoming.statusCode < 400 ? undefined : readError(text).Code;
            resolve({
              status: incoming.statusCode,
              headers: utf8(incoming.headers),
              body: received,
              text,
              outcome: code ? `${incoming.statusCode} ${code}` : `${incoming.statusCode}`,
            });
          });
      },
    );
    outgoing.on("timeout", () => outgoing.destroy(new Error(`no answer to ${method} ${url}`))).on("error", reject);
    outgoing.end(bytes);
  });
}

function asBytes(body) {
  if (typeof body === "string") return Buffer.from(body);
  return ArrayBuffer.isView(body) ? Buffer.from(body.buffer, body.byteOffset, body.byteLength) : Buffer.from(body);
}

function utf8(headers) {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, Buffer.from(String(value), "latin1").toString("utf8")]),
  );
}

/** A bucket of a running server, spoken to in one way. */
export class Bucket {
  constructor(server, name, way) {
    this.server = server;
    this.name = name;
    this.way = ways[way];
    this.signer = signerFor(server);
  }

  url(key, query, more = {}) {
    return s3Url({ bucket: this.name, key, query, endpoint: this.server.endpoint, ...more });
  }

  /** What a request is sent as; its parts may then be changed. */
  signed({ method = "GET", key, query, url = this.url(key, query), headers, body }, options) {
    return this.way(this.signer, { method, url, headers, body }, options);
  }

  request(request, options) {
    return send(this.signed(request, options), request.body);
  }

  create() {
    return this.request({ method: "PUT" });
  }

  put(key, body, headers) {
    return this.request({ method: "PUT", key, body, headers });
  }
}

export function signerFor(server, changes = {}) {
  const { credentials, ...options } = changes;
  return new Signer({
    region: server.region,
    service: "s3",
    ...options,
    credentials: { ...server.credentials, ...credentials },
  });
}

/** Runs `check` over the items, eight at a time. */
export async function each(items, check) {
  const waiting = [...items];
  await Promise.all(
    Array.from({ length: 8 }, async () => {
      while (waiting.length > 0) await check(waiting.shift());
    }),
  );
}
