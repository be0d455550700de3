// A store of another origin that lets pages in, or not. It keeps what arrives.
import { createServer } from "node:http";
import { buffer } from "node:stream/consumers";
import { onLoopback } from "../support/loopback.mjs";

const ERROR =
  '<?xml version="1.0" encoding="UTF-8"?><Error><Code>SignatureDoesNotMatch</Code><Message>It does not &quot;match&quot;.</Message><RequestId>tx1</RequestId></Error>';

/** The first segment of the path says how it answers. */
const ANSWERS = {
  open: (response) =>
    response
      .writeHead(200, { "content-type": "text/plain", etag: '"e1"', "x-hidden": "1" })
      .end("hello from the store\n"),
  closed: (response) => response.writeHead(200).end("never seen"),
  hidden: (response) => response.writeHead(403).end(ERROR),
  refused: (response) => response.writeHead(403, { "content-type": "application/xml" }).end(ERROR),
  json: (response) => response.writeHead(400).end('{"__type":"com.amazon#UnknownOperation","message":"no"}'),
  nested: (response) => response.writeHead(400).end('{"code":{"a":1},"message":{"b":2}}'),
  missing: (response) => response.writeHead(404).end("<Error><Code>NoSuchKey</Code></Error>"),
  moved: (response) => response.writeHead(307, { location: "/open/elsewhere" }).end(),
  large: (response) => response.writeHead(200, { "content-type": "text/plain" }).end("0123456789".repeat(100_000)),
  binary: (response) => response.writeHead(200, { "content-type": "image/png" }).end(Uint8Array.of(137, 80, 0, 255)),
  silent: () => {},
};
/** These answer the browser's question and nothing else of CORS; `closed` not even that. */
const HIDE_THEMSELVES = ["hidden", "closed"];

/** `{ url, received, close() }`; `received` are `{ method, target, headers, body }` without the browser's questions. */
export async function startStore() {
  const received = [];
  const server = createServer(async (request, response) => {
    const { method, url: target, headers } = request;
    const body = await buffer(request);
    const kind = target.split(/[/?]/)[1];
    response.setHeader("access-control-expose-headers", "etag");
    if (method === "OPTIONS") {
      if (kind !== "closed") allow(response, headers);
      response.writeHead(204).end();
      return;
    }
    received.push({ method, target, headers: Object.entries(headers).map(utf8), body });
    if (!HIDE_THEMSELVES.includes(kind)) allow(response, headers);
    ANSWERS[kind](response);
  });
  return { ...(await onLoopback(server)), received };
}

/** node:http takes the bytes of a value one for each character. */
const utf8 = ([name, value]) => [name, Buffer.from(value, "latin1").toString()];

function allow(response, headers) {
  response.setHeader("access-control-allow-origin", "*");
  response.setHeader("access-control-allow-methods", "GET, HEAD, PUT, POST, DELETE");
  response.setHeader("access-control-allow-headers", headers["access-control-request-headers"] ?? "");
}
