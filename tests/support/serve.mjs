// A static file server for the site: files of several folders under one path, with the types browsers insist on.
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const TYPES = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
};

/**
 * Serves `mounts`, `{ "/path/": "folder" }`, the longest path first, on a free port of 127.0.0.1 (or `port`).
 * Answers `{ url, close }`.
 */
export async function serve(mounts, { port = 0 } = {}) {
  const roots = Object.entries(mounts).sort(([a], [b]) => b.length - a.length).map(([path, folder]) => [path, resolve(folder)]);

  const find = (pathname) => {
    const root = roots.find(([path]) => pathname.startsWith(path));
    if (!root) return null;
    const [path, folder] = root;
    const file = join(folder, normalize(`/${pathname.slice(path.length)}`));
    return pathname.endsWith("/") ? join(file, "index.html") : file;
  };

  const server = createServer(async (request, response) => {
    let file = null;
    try {
      file = find(decodeURIComponent(new URL(request.url, "http://localhost").pathname));
      if (file && !(await stat(file)).isFile()) file = null;
    } catch {
      file = null;
    }
    if (!file) {
      response.writeHead(404, { "content-type": "text/plain" }).end("not found\n");
      return;
    }
    response.writeHead(200, { "content-type": TYPES[extname(file)] ?? "application/octet-stream", "cache-control": "no-cache" });
    createReadStream(file).pipe(response);
  });

  await new Promise((done, fail) => server.once("error", fail).listen(port, "127.0.0.1", done));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    close: () => new Promise((done) => {
      server.close(done);
      server.closeAllConnections();
    }),
  };
}

/** The page as it is in the repository, with the built package where the page looks for it. */
export const SITE = {
  "/": fileURLToPath(new URL("../../www", import.meta.url)),
  "/sigv4-wasm/": fileURLToPath(new URL("../../pkg", import.meta.url)),
};

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const { url } = await serve(SITE, { port: Number(process.argv[2] ?? 8080) });
  console.log(`${url}/ (stop with Ctrl-C)`);
}
