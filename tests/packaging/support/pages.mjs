// Serves the pages of a test. A page hands in what it found by POST /report, whether it is a window or a worker.
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import path from "node:path";
import { buffer } from "node:stream/consumers";
import { onLoopback } from "../../support/loopback.mjs";
import { contentTypeOf } from "../../support/serve.mjs";

/**
 * Files of `folder`, with `headers(pathname)` added. `answer(request, body)` may answer a request instead:
 * `{ status, headers, body }`. Gives `{ url, report(), close() }`; `report()` waits for the next report.
 */
export async function servePages(folder, { headers = () => ({}), answer = () => undefined } = {}) {
  const reports = [];
  let waiting;
  const server = createServer(async (request, response) => {
    const body = await buffer(request);
    const { pathname } = new URL(request.url, "http://localhost");
    if (request.method === "POST" && pathname === "/report") {
      if (waiting) waiting(String(body));
      else reports.push(String(body));
      response.writeHead(204).end();
      return;
    }
    const own = answer(request, body);
    if (own) {
      response.writeHead(own.status, own.headers).end(own.body);
      return;
    }
    const file = path.join(folder, pathname.endsWith("/") ? `${pathname}index.html` : pathname);
    const content = file.startsWith(folder + path.sep) ? await readFile(file).catch(() => null) : null;
    const type = { "content-type": contentTypeOf(file) };
    response.writeHead(content === null ? 404 : 200, { ...type, ...headers(pathname) }).end(content);
  });
  const { url, close } = await onLoopback(server);
  return {
    url: `${url}/`,
    close,
    async report(seconds = 30) {
      if (reports.length > 0) return reports.shift();
      let timer;
      const late = new Promise((_, reject) => {
        timer = setTimeout(() => reject(new Error(`no report within ${seconds} s`)), seconds * 1000);
      });
      const next = new Promise((resolve) => {
        waiting = resolve;
      });
      try {
        return await Promise.race([next, late]);
      } finally {
        clearTimeout(timer);
        waiting = undefined;
      }
    },
  };
}
