// A server on loopback that keeps what arrives, byte for byte as node:http tells it.
import { createServer } from "node:http";
import { buffer } from "node:stream/consumers";
import { onLoopback } from "./loopback.mjs";

/** Answers `{ url, received, close() }`; `received` are `{ method, target, headers, body }`, in order. */
export async function listen() {
  const received = [];
  const server = createServer(async (request, response) => {
    const body = await buffer(request);
    const { method, url: target, rawHeaders } = request;
    const headers = [];
    for (let i = 0; i < rawHeaders.length; i += 2) headers.push(rawHeaders.slice(i, i + 2));
    received.push({ method, target, headers, body });
    if (target.startsWith("/moved")) response.writeHead(307, { location: "/elsewhere" });
    response.end("answer");
  });
  return { ...(await onLoopback(server)), received };
}
