// WebKit, for what rests on the browser alone: the page may talk to no server, and its worker sends what is shown.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { webkit } from "../packaging/needs.mjs";
import { startWebKit } from "../packaging/support/webkit.mjs";
import { serve } from "../support/serve.mjs";
import { verify } from "../support/verifier.mjs";
import { open, SECRET, shown } from "./page.mjs";
import { startStore } from "./store.mjs";
import { request, send, tried } from "./try-it-page.mjs";

let site;
let store;
let browser;
let page;
before(async () => {
  site = await serve();
  store = await startStore();
  browser = await startWebKit(webkit);
  page = { goto: browser.open, evaluate: browser.evaluate };
  await open(page, site.url);
});
after(async () => {
  await browser?.close();
  await store?.close();
  await site?.close();
});

test("WebKit: the page itself may send nothing", async () => {
  const isRefused = await page.evaluate(
    (url) =>
      fetch(url).then(
        () => false,
        () => true,
      ),
    `${store.url}/open/by-the-page`,
  );
  assert.ok(isRefused);
  assert.deepEqual(store.received, []);
});

test("WebKit: Try it sends what is shown, and shows what came back", async () => {
  await request(page, `${store.url}/open/a key`, { method: "PUT", headers: "X-Amz-Meta-A: a", body: "ü" });
  await send(page);
  assert.equal(store.received.length, 1);
  const [sent] = store.received;
  assert.equal(store.url + sent.target, (await shown(page)).url);
  verify(sent, SECRET);
  const { name, body } = await tried(page);
  assert.deepEqual([name, body], ["200 OK", "hello from the store\n"]);
});

test("WebKit: what CORS hides is explained", async () => {
  await request(page, `${store.url}/hidden/key`);
  await send(page);
  const { name, reasons } = await tried(page);
  assert.equal(name, "No answer that a page may see");
  assert.equal(reasons.length, 3);
});
