// The page as `make site` lays it out: www/ at the root, the package under sigv4-wasm/.
// Run by itself it serves it on http://127.0.0.1:8080, or on a free port if that one is taken.
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import path from "node:path";
import { pathToFileURL } from "node:url";

const root = path.join(import.meta.dirname, "../..");

const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
};

/**
 * `folders` maps URL prefixes to folders; the first that fits is taken. `headers(url)` are added to those of an answer.
 * Answers `{ url, close() }`.
 */
export async function serve({ port = 0, folders = { "/sigv4-wasm/": "pkg", "/": "www" }, headers = () => ({}) } = {}) {
  const server = createServer(async (request, response) => {
    const file = fileOf(request.url, folders);
    const body = file && (await readFile(file).catch(() => undefined));
    if (body === undefined) {
      response.writeHead(404, { "content-type": "text/plain" }).end("not found\n");
      return;
    }
    const type = TYPES[path.extname(file)] ?? "application/octet-stream";
    response.writeHead(200, { "content-type": type, "cache-control": "no-store", ...headers(request.url) }).end(body);
  });
  await listen(server, port);
  return {
    url: `http://127.0.0.1:${server.address().port}/`,
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}

/** The file of a URL path; none for what would lead out of its folder. */
function fileOf(url, folders) {
  let name;
  try {
    name = decodeURIComponent(new URL(url, "http://localhost").pathname);
  } catch {
    return undefined;
  }
  const prefix = Object.keys(folders).find((each) => name.startsWith(each));
  if (prefix === undefined || name.includes("\0")) return undefined;
  const folder = path.resolve(root, folders[prefix]);
  const rest = name.slice(prefix.length);
  const file = path.join(folder, rest === "" || rest.endsWith("/") ? `${rest}index.html` : rest);
  return file.startsWith(folder + path.sep) ? file : undefined;
}

function listen(server, port) {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const site = await serve({ port: 8080 }).catch((error) => {
    if (error.code !== "EADDRINUSE") throw error;
    return serve();
  });
  console.log(`The page is at ${site.url} (Ctrl-C ends it)`);
}
