// The page against Ceph's gateway, from both browsers: what "Try it" sends is accepted, and what is refused is told.
import assert from "node:assert/strict";
import { createServer, request as httpRequest } from "node:http";
import { after, before, describe, test } from "node:test";
import { startStore } from "../packaging/support/store.mjs";
import { onLoopback } from "../support/loopback.mjs";
import { serve } from "../support/serve.mjs";
import { chromium, firefox } from "./browsers.mjs";
import { diagnosed } from "./doctor-page.mjs";
import { click, fill, goTo, open, until } from "./page.mjs";
import { request, send, tried } from "./try-it-page.mjs";

const WRONG = "bPxRfiCYEXAMPLEKEYwJalrXUtnFEMI/K7MDENG/";

let ceph;
let opened;
let site;
before(async () => {
  ceph = await startStore();
  opened = await startOpened(ceph.endpoint);
  site = await serve();
});
after(async () => {
  await opened?.close();
  await site?.close();
  await ceph?.stop();
});

/** Ceph behind a door that lets pages read its refusals, too: it passes everything on as it is. */
async function startOpened(endpoint) {
  const { hostname, port } = new URL(endpoint);
  const server = createServer((incoming, response) => {
    const { method, url: path, headers } = incoming;
    const onward = httpRequest({ hostname, port, method, path, headers, timeout: 30_000 }, (answer) => {
      response.writeHead(answer.statusCode, { ...answer.headers, "access-control-allow-origin": "*" });
      answer.pipe(response);
    });
    onward.on("error", () => response.destroy());
    incoming.pipe(onward);
  });
  const { url, close } = await onLoopback(server);
  return { endpoint: url, close };
}

for (const [name, launch] of Object.entries({ chromium, firefox })) {
  describe(`Try it against Ceph in ${name}`, () => {
    let browser;
    let page;
    before(async () => {
      browser = await launch();
      page = await browser.newPage();
      await open(page, site.url);
    });
    after(() => browser?.close());

    const body = `from ${name}: ü`;
    const object = () => {
      const { endpoint, bucket, region, credentials } = ceph;
      return { target: "object", endpoint, bucket, key: `${name}/c++ & ü!'()*.txt`, region, ...credentials };
    };
    const attempt = async (fields) => {
      await request(page, "", { ...object(), ...fields });
      await send(page);
      return tried(page);
    };

    test("a PUT by the Authorization header, with its headers and body", async () => {
      const headers = "Content-Type: text/plain; charset=utf-8\nX-Amz-Meta-Note: a  note";
      const put = await attempt({ method: "PUT", body, headers });
      assert.deepEqual([put.name, put.answer], ["200 OK", "The service accepted it."]);
      assert.match(put.headers, /etag: "?[0-9a-f]{32}/);
      const stored = await ceph.signer.fetch(ceph.url(object().key));
      assert.deepEqual([await stored.text(), stored.headers.get("x-amz-meta-note")], [body, "a  note"]);
    });

    test("a presigned GET of it, and a presigned PUT", async () => {
      const got = await attempt({ placement: "query" });
      assert.deepEqual([got.name, got.body], ["200 OK", body]);
      const put = await attempt({ placement: "query", method: "PUT", body: "again" });
      assert.equal(put.name, "200 OK");
      assert.equal(await (await ceph.signer.fetch(ceph.url(object().key))).text(), "again");
    });

    test("a list, which is XML", async () => {
      const list = await attempt({
        key: "",
        target: "url",
        url: `${ceph.endpoint}/${ceph.bucket}?list-type=2&prefix=${name}/`,
      });
      assert.equal(list.name, "200 OK");
      assert.match(list.bodyNote, /^XML, \d+ bytes$/);
      assert.match(list.body, /\n {4}<Key>(chromium|firefox)\/c\+\+ &amp; ü!&apos;\(\)\*\.txt<\/Key>\n/);
    });

    test("a wrong secret: Ceph's 403 has no CORS headers, so that the page sees none and says why", async () => {
      const refused = await attempt({ placement: "query", secretAccessKey: WRONG });
      assert.equal(refused.name, "No answer that a page may see");
      assert.ok(refused.reasons.includes("It refused, and the refusal is hidden."));
    });

    test("a wrong secret: where the 403 may be seen it is shown, and the Doctor takes it", async () => {
      const refused = await attempt({ endpoint: opened.endpoint, secretAccessKey: WRONG, placement: "query" });
      assert.deepEqual([refused.name, refused.answer], ["403 Forbidden", "SignatureDoesNotMatch"]);
      await click(page, "#to-diagnosis");
      await until(page, () => document.querySelector(".verdict-sentence")?.checkVisibility(), "the verdict");
      assert.match((await diagnosed(page)).sentence, /the secret does not belong to this access key id/);
      await goTo(page, "#sign", () => document.getElementById("send").checkVisibility());
      await fill(page, { secretAccessKey: ceph.credentials.secretAccessKey });
      await send(page);
      assert.equal((await tried(page)).name, "200 OK");
    });
  });
}
