// A Next application with the package on each side of it, built and started as in production.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { BROWSERS } from "./support/browsers.mjs";
import { run, start } from "./support/process.mjs";
import { ran } from "./support/ran.mjs";
import { assertSigned } from "./support/vectors.mjs";
import { workspace } from "./support/workspace.mjs";

const ENTRIES = [".", "./inspect"];
const env = { NEXT_TELEMETRY_DISABLED: "1", CI: "1" };

let group;
let server;
let url;
before(async () => {
  group = await workspace("next");
  await run(group.bin("next"), ["build"], { cwd: group.folder, env, seconds: 200 });
  const options = { cwd: group.folder, env, ready: /http:\/\/127\.0\.0\.1:\d+/ };
  server = await start(group.bin("next"), ["start", "--hostname", "127.0.0.1", "--port", "0"], options);
  url = server.match[0];
});
after(() => server?.stop());

async function fetched(path) {
  const response = await fetch(url + path, { signal: AbortSignal.timeout(30_000) });
  assert.equal(response.status, 200);
  return response.text();
}

const shown = (html) =>
  /<pre>(.+?)<\/pre>/s.exec(html)[1].replaceAll("&quot;", '"').replaceAll("&#x27;", "'").replaceAll("&amp;", "&");
const passed = (what) => ran("Framework", "Next", group.version("next"), ENTRIES, what);

test("Next: server component", async () => {
  assertSigned(shown(await fetched("/server")), ENTRIES);
  passed("server component");
});

test("Next: route handler", async () => {
  assertSigned(await fetched("/route"), ENTRIES);
  passed("route handler");
});

test("Next: edge route", async () => {
  assertSigned(await fetched("/edge"), ENTRIES);
  passed("edge route");
});

test("Next: client component", async () => {
  assertSigned(shown(await fetched("/client")), ENTRIES);
  const browser = await BROWSERS.chromium(await workspace("browsers"));
  try {
    await browser.open(`${url}/client`);
    const body = browser.page.locator("body[data-signed]");
    assertSigned(await body.getAttribute("data-signed", { timeout: 20_000 }), ENTRIES);
  } finally {
    await browser.close();
  }
  passed("client component");
});
