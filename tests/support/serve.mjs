// The page as `make site` lays it out: www/ at the root, the package under sigv4-wasm/.
// Run by itself it serves it on http://127.0.0.1:8080, or on a free port if that one is taken.
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import path from "node:path";
import { onLoopback } from "./loopback.mjs";

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
    const fixed = { "content-type": contentTypeOf(file), "cache-control": "no-store" };
    response.writeHead(200, { ...fixed, ...headers(request.url) }).end(body);
  });
  const { url, close } = await onLoopback(server, port);
  return { url: `${url}/`, close };
}

/** The media type of a file, by its name. */
export function contentTypeOf(file) {
  return TYPES[path.extname(file)] ?? "application/octet-stream";
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

if (import.meta.filename === process.argv[1]) {
  const site = await serve({ port: 8080 }).catch((error) => {
    if (error.code !== "EADDRINUSE") throw error;
    return serve();
  });
  console.log(`The page is at ${site.url} (Ctrl-C ends it)`);
}
