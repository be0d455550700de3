// The tests of one browser: where the package is loaded, and what is signed of real Requests.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { verify } from "../../support/verifier.mjs";
import { BROWSERS } from "./browsers.mjs";
import { ENTRIES, WITHOUT_SLIM } from "./entries.mjs";
import { servePages } from "./pages.mjs";
import { ran } from "./ran.mjs";
import { assertSigned } from "./vectors.mjs";
import { workspace } from "./workspace.mjs";

const CSP = "default-src 'none'; connect-src 'self'; script-src 'self' 'wasm-unsafe-eval'";
const SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

export function browserTests(name, key, { takesStreams }) {
  let browser;
  let pages;
  let store;
  before(async () => {
    const group = await workspace("browsers");
    const { build } = await group.import("esbuild");
    await build({
      entryPoints: [group.file("service-worker-source.js")],
      outfile: group.file("service-worker.js"),
      bundle: true,
      logLevel: "error",
    });
    const headers = (page) => (page === "/csp.html" ? { "content-security-policy": CSP } : {});
    pages = await servePages(group.folder, { headers });
    store = await servePages(group.folder, { answer });
    browser = await BROWSERS[key](group);
  });
  after(async () => {
    await browser?.close();
    await pages?.close();
    await store?.close();
  });

  const PLACES = {
    "module.html": [ENTRIES, "`<script type=module>` and import map"],
    "worker.html": [WITHOUT_SLIM, "Web Worker"],
    "csp.html": [WITHOUT_SLIM, "CSP `script-src 'self' 'wasm-unsafe-eval'`"],
    "service-worker.html": [WITHOUT_SLIM, "service worker"],
  };
  for (const [page, [entries, what]] of Object.entries(PLACES)) {
    test(`${name}: ${what}`, async () => {
      await browser.open(pages.url + page);
      assertSigned(await pages.report(), entries);
      ran("Browser", name, browser.version, entries, what);
    });
  }

  test(`${name}: signRequest and fetch of real Requests to another origin`, async () => {
    await browser.open(`${pages.url}requests.html?store=${encodeURIComponent(store.url)}`);
    const answers = JSON.parse(await pages.report(60));
    const names = Object.keys(answers);
    assert.ok(names.length >= 16, `only ${names}`);
    assert.equal(names.includes("stream"), takesStreams);
    for (const each of names) {
      const length = LENGTHS[each];
      assert.match(answers[each], new RegExp(`^200 /${escaped(each)} ${length ?? "\\d+"}$`), each);
    }
    const what = `\`signRequest\` and \`fetch\`: ${takesStreams ? "streams, " : ""}Blob, FormData, cross-origin, keepalive`;
    ran("Browser", name, browser.version, ["."], what);
  });
}

/** Bytes that must have arrived, where the platform leaves no choice. */
const LENGTHS = { get: 0, head: 0, string: 6, blob: 6, bytes: 300_000, keepalive: 6, request: 6, twice: 6, stream: 6 };

const escaped = (name) => name.replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);

/** A store of another origin: says in a header what arrived, when its signature holds. */
function answer(request, body) {
  const headers = {
    "access-control-allow-origin": "*",
    "access-control-allow-methods": "GET, HEAD, PUT, POST, DELETE",
    "access-control-allow-headers": request.headers["access-control-request-headers"] ?? "",
    "access-control-expose-headers": "x-verified",
  };
  if (request.method === "OPTIONS") return { status: 204, headers };
  const { method, url: target } = request;
  try {
    verify({ method, target, headers: Object.entries(request.headers), body }, SECRET);
  } catch (error) {
    return { status: 403, headers: { ...headers, "x-verified": error.message.replaceAll("\n", " | ") }, body: "" };
  }
  return { status: 200, headers: { ...headers, "x-verified": `${target.split("?")[0]} ${body.length}` }, body: "" };
}
