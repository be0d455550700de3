// A Next application with the package on each side of it, built and started as in production.
import assert from "node:assert/strict";
import { cpSync } from "node:fs";
import { after, before, test } from "node:test";
import { s3Url, Signer } from "../../pkg/index.js";
import { dateOf } from "../support/date-time.mjs";
import { BROWSERS } from "./support/browsers.mjs";
import { ENTRIES, WITHOUT_SLIM } from "./support/entries.mjs";
import { run, start } from "./support/process.mjs";
import { ran } from "./support/ran.mjs";
import { assertSigned } from "./support/vectors.mjs";
import { workspace } from "./support/workspace.mjs";

const credentials = { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "secret" };
const env = {
  NEXT_TELEMETRY_DISABLED: "1",
  CI: "1",
  AWS_ACCESS_KEY_ID: credentials.accessKeyId,
  AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
  AWS_REGION: "eu-central-1",
  BUCKET: "photos",
};

let group;
let server;
let url;
before(async () => {
  group = await workspace("next");
  const recipe = group.file("node_modules/sigv4-wasm/examples/next-route.js");
  cpSync(recipe, group.file("app/api/upload/route.js"), { recursive: true });
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
const passed = (what, entries = WITHOUT_SLIM) => ran("Framework", "Next", group.version("next"), entries, what);

test("Next: server component", async () => {
  assertSigned(shown(await fetched("/server")), WITHOUT_SLIM);
  passed("server component");
});

test("Next: route handler", async () => {
  assertSigned(await fetched("/route"), WITHOUT_SLIM);
  passed("route handler");
});

test("Next: edge route", async () => {
  assertSigned(await fetched("/edge"), WITHOUT_SLIM);
  passed("edge route");
});

test("Next: the recipe for a route, next-route.js", async () => {
  const body = JSON.stringify({ name: "c++ & ü.txt", size: 10 });
  const response = await fetch(`${url}/api/upload`, { method: "POST", body });
  const answer = await response.json();
  assert.match(answer.key, /^uploads\/[0-9a-f-]{36}\/c\+\+ & ü\.txt$/);
  const date = dateOf(new URL(answer.url).searchParams.get("X-Amz-Date"));
  const signer = new Signer({ credentials, region: "eu-central-1", service: "s3" });
  const unsigned = s3Url({ bucket: "photos", key: answer.key, region: "eu-central-1" });
  const request = { method: "PUT", url: unsigned, headers: { "content-length": "10" } };
  assert.equal(answer.url, signer.presign(request, { date, expiresIn: 300 }));
  const large = { method: "POST", body: JSON.stringify({ name: "a", size: 1e9 }) };
  assert.equal((await fetch(`${url}/api/upload`, large)).status, 413);
});

test("Next: client component", async () => {
  assertSigned(shown(await fetched("/client")), [".", "./inspect"]);
  const browser = await BROWSERS.chromium(await workspace("browsers"));
  try {
    await browser.open(`${url}/client`);
    const body = browser.page.locator("body[data-signed]");
    assertSigned(await body.getAttribute("data-signed", { timeout: 20_000 }), ENTRIES);
  } finally {
    await browser.close();
  }
  passed("client component; `./slim`: the file by `new URL`", ENTRIES);
});
