// "Try it": nothing is sent before its button is pressed, then exactly what is shown, once; and what comes back is told.
import assert from "node:assert/strict";
import { after, before, beforeEach, describe, test } from "node:test";
import { dateOf } from "../support/date-time.mjs";
import { serve } from "../support/serve.mjs";
import { verify } from "../support/verifier.mjs";
import { diagnosed } from "./doctor-page.mjs";
import { chooseExample, click, copied, fill, goTo, open, SECRET, shown, until } from "./page.mjs";
import { answer, request, send, tried } from "./try-it-page.mjs";

/** What the browser cannot send of a request, and the words for it. */
const OBSTACLES = {
  "a GET with a body": [{ body: "x" }, /fetch cannot send a GET with a body/],
  "a header that pages may not set": [{ headers: "Date: Tue, 24 Nov 2026 13:00:00 GMT" }, /No page may set date/],
  "a length that is not the body's": [
    { method: "PUT", headers: "Content-Length: 7", body: "x" },
    /No page may set content-length/,
  ],
  "the hash of a body": [{ method: "PUT", payload: "sha256", sha256: "0".repeat(64) }, /only the hash of the body/],
  "a method of its own": [{ method: "TRACE" }, /The browser refuses it: .*TRACE/],
};

export function tryItTests(at) {
  describe("Try it", () => {
    let page;
    let store;
    before(async () => {
      store = at.store;
      page = await at.browser.newPage();
      await open(page, at.site.url);
    });
    beforeEach(() => {
      store.received.length = 0;
    });
    after(() => page.close());

    const elsewhere = (each) =>
      each.requests.filter((url) => !url.startsWith(at.site.url) && !/^(data|blob):/.test(url));

    test("nothing is sent while everything else is used; one press sends one request, to the URL that is shown", async () => {
      const other = await at.browser.newPage();
      try {
        await open(other, at.site.url);
        await request(other, `${store.url}/open/a key?b=1&a=2`, {
          method: "PUT",
          headers: "X-Amz-Meta-A: ü",
          body: "ü",
        });
        for (const placement of ["query", "header"]) await fill(other, { placement });
        await other.evaluate(async () => {
          for (const button of document.querySelectorAll("button:not(#send)")) if (!button.hidden) button.click();
          for (const link of document.querySelectorAll(".views a, .promise a")) link.click();
          for (const element of document.querySelectorAll("#try *")) {
            for (const type of ["pointerover", "focusin", "keydown", "mouseenter"])
              element.dispatchEvent(new Event(type, { bubbles: true }));
          }
          await new Promise((done) => setTimeout(done, 300));
        });
        await goTo(other, "#doctor", () => document.querySelector("#stories button") !== null);
        await goTo(other, "#sign", () => document.getElementById("send").checkVisibility());
        assert.deepEqual(elsewhere(other), []);
        assert.deepEqual(store.received, []);

        await send(other);
        const { url } = await shown(other);
        assert.deepEqual([...new Set(elsewhere(other))], [url]);
        assert.equal(store.received.length, 1);
        const [sent] = store.received;
        assert.equal(store.url + sent.target, url);
        assert.equal(String(sent.body), "ü");
        assert.equal(
          sent.headers.some(([name]) => name === "content-type"),
          false,
        );
        verify(sent, SECRET);
        assert.match((await shown(other)).headers, new RegExp(`Signature=${(await shown(other)).signature}`));
        assert.doesNotMatch(JSON.stringify(store.received), /sEcReT/);
      } finally {
        await other.close();
      }
    });

    test("the sender is given the signed request and no secret, and the page itself may send nothing", async () => {
      const other = await at.browser.newPage();
      try {
        await open(other, at.site.url);
        await other.evaluate(() => {
          window.posted = [];
          const { postMessage } = Worker.prototype;
          Worker.prototype.postMessage = function (message) {
            window.posted.push(message);
            return postMessage.call(this, message);
          };
        });
        await request(other, `${store.url}/open/key`);
        await send(other);
        const posted = await other.evaluate(() => JSON.stringify(window.posted));
        assert.match(posted, /"url":"http:.*\/open\/key".*AWS4-HMAC-SHA256/);
        assert.doesNotMatch(posted, /sEcReT/);

        store.received.length = 0;
        const refused = await other.evaluate(
          (url) =>
            fetch(url).then(
              () => false,
              () => true,
            ),
          `${store.url}/open/by-the-page`,
        );
        assert.ok(refused);
        assert.deepEqual(store.received, []);
      } finally {
        await other.close();
      }
    });

    test("it says what is sent and to where, before and after", async () => {
      await request(page, `${store.url}/open/key`, { method: "PUT", body: "hello" });
      const { says, answered } = await tried(page);
      assert.ok(
        says.startsWith(`Sends this PUT from your browser to ${store.url}: the URL, 3 headers and a body of 5 bytes`),
      );
      assert.match(says, /The secret stays here\. It is real: .* by OPTIONS/);
      assert.equal(answered, false);
      await request(page, `${store.url}/open/key`, { placement: "query" });
      const presigned = await tried(page);
      assert.ok(presigned.says.endsWith(`${store.url}: the URL, as above. The secret stays here.`));
      await send(page);
      assert.match((await tried(page)).about, /^in \d+ ms · GET to 127\.0\.0\.1:\d+, signed .* UTC$/);
    });

    test("an answer: status, the headers that are exposed, body, and a copy of each", async () => {
      await request(page, `${store.url}/open/key`);
      await send(page);
      const {
        name,
        answer: said,
        headers,
        headersNote,
        body,
        bodyNote,
        mood,
        doctor,
        said: announced,
      } = await tried(page);
      assert.deepEqual([name, said, mood, doctor], ["200 OK", "The service accepted it.", "good", false]);
      assert.match(headers, /etag: "e1"/);
      assert.doesNotMatch(headers, /x-hidden/);
      assert.match(headersNote, /There may be more: .*Access-Control-Expose-Headers/);
      assert.deepEqual([body, bodyNote], ["hello from the store\n", "21 bytes"]);
      assert.match(announced, /^127\.0\.0\.1:\d+: 200 OK\. The service accepted it\.$/);
      assert.equal(await copied(page, ".answer-headers .copy"), headers);
      assert.equal(await copied(page, ".answer-body .copy"), body);
    });

    test("an error of the service is read and indented; the copy is as it came", async () => {
      await request(page, `${store.url}/refused/key`);
      await send(page);
      const { name, answer: said, body, mood } = await tried(page);
      assert.deepEqual([name, said, mood], ["403 Forbidden", 'SignatureDoesNotMatch: It does not "match".', "bad"]);
      assert.deepEqual(body.split("\n"), [
        '<?xml version="1.0" encoding="UTF-8"?>',
        "<Error>",
        "  <Code>SignatureDoesNotMatch</Code>",
        "  <Message>It does not &quot;match&quot;.</Message>",
        "  <RequestId>tx1</RequestId>",
        "</Error>",
      ]);
      assert.match(await copied(page, ".answer-body .copy"), /<Error><Code>SignatureDoesNotMatch<\/Code><Message>/);
      await request(page, `${store.url}/json/key`);
      await send(page);
      assert.equal((await tried(page)).answer, "UnknownOperation: no");
      await request(page, `${store.url}/nested/key`);
      await send(page);
      assert.equal((await tried(page)).answer, null);
      await request(page, `${store.url}/missing/key`);
      await send(page);
      const missing = await tried(page);
      assert.deepEqual([missing.answer, missing.doctor], ["NoSuchKey", false]);
    });

    test("a large body is cut, one that is no text is not shown, HEAD has none", async () => {
      await request(page, `${store.url}/large/key`);
      await send(page);
      const large = await tried(page);
      assert.equal(large.bodyNote, "the first 64 KB, the rest was not fetched, cut here");
      assert.ok(large.body.length < 21_000);
      await request(page, `${store.url}/binary/key`);
      await send(page);
      const binary = await tried(page);
      assert.deepEqual([binary.body, binary.bodyNote], [null, "image/png, 4 bytes: no text, and not shown"]);
      await request(page, `${store.url}/open/key`, { method: "HEAD" });
      await send(page);
      assert.equal((await tried(page)).bodyNote, "No body, as HEAD has it.");
    });

    test("a redirect is not followed", async () => {
      await request(page, `${store.url}/moved/key`);
      await send(page);
      const { name, answer: said } = await tried(page);
      assert.equal(name, "A redirect");
      assert.match(said, /It was not followed.*another region/);
      assert.deepEqual(
        store.received.map(({ target }) => target),
        ["/moved/key"],
      );
    });

    for (const [kind, arrives] of [
      ["closed", 0],
      ["hidden", 1],
    ]) {
      test(`what CORS hides is explained: ${kind}`, async () => {
        await request(page, `${store.url}/${kind}/key`, { method: "PUT", body: "x" });
        await send(page);
        const { name, answer: said, reasons, mood } = await tried(page);
        assert.equal(name, "No answer that a page may see");
        assert.match(said, /does not say why\. It says: .*(fetch|resource)/);
        assert.deepEqual(reasons, [
          "The service has no CORS rule for this page.",
          "It refused, and the refusal is hidden.",
          "Nobody answered.",
        ]);
        assert.equal(mood, "bad");
        assert.equal(store.received.length, arrives);
        assert.equal(await copied(page, ".answer-next .copy"), (await shown(page)).curl);
        const rule = JSON.parse(await copied(page, "#reply details .copy"));
        assert.deepEqual(rule.CORSRules[0].AllowedOrigins, [new URL(at.site.url).origin]);
        assert.deepEqual(rule.CORSRules[0].AllowedMethods, ["PUT"]);
        assert.ok(rule.CORSRules[0].AllowedHeaders.includes("authorization"));
      });
    }

    test("a request that is sent without asking was sent, although its answer is hidden", async () => {
      await request(page, `${store.url}/closed/key`, { placement: "query" });
      await send(page);
      const reasons = await page.evaluate(() => document.querySelector(".reasons").textContent);
      assert.match(reasons, /The request was sent, and 127\.0\.0\.1:\d+ may have acted on it/);
      assert.equal(store.received.length, 1);
    });

    for (const [what, [fields, words]] of Object.entries(OBSTACLES)) {
      test(`what a page cannot send is told, and has no button: ${what}`, async () => {
        await request(page, `${store.url}/open/key`, fields);
        const { says, notes, button } = await tried(page);
        assert.equal(says, "A page cannot send this one as it was signed. curl can.");
        assert.match(notes.join("\n"), words);
        assert.equal(button, false);
        assert.equal(await copied(page, ".try-actions .copy"), (await shown(page)).curl);
      });
    }

    test("an address that fetch would rewrite, a WebSocket, and http on a page of https", async () => {
      await request(page, `${store.url}/open/a/../key`);
      assert.deepEqual((await tried(page)).notes, [
        "fetch rewrites this path: it would ask for /open/key, which is not what was signed.",
      ]);
      await request(page, "wss://abc-ats.iot.eu-west-1.amazonaws.com/mqtt", {
        placement: "query",
        service: "",
        region: "",
      });
      assert.match((await tried(page)).notes[0], /A wss: address is for a WebSocket/);
      const mixed = await page.evaluate(async () => {
        const { sendable, sentRequest } = await import(new URL("sign/sendable.js", document.baseURI).href);
        const { EMPTY_FORM, explainForm } = await import(new URL("sign/request.js", document.baseURI).href);
        return ["http://store.example/b/k", "http://localhost:9000/b/k", "https://store.example/b/k"].map((url) => {
          const form = { ...EMPTY_FORM, url, region: "us-east-1", service: "s3" };
          const { explanation } = explainForm(form);
          return sendable(explanation, form, sentRequest(explanation, form), new URL("https://page.example")).obstacles;
        });
      });
      assert.match(mixed[0][0], /mixed content/);
      assert.deepEqual(mixed.slice(1), [[], []]);
    });

    test("a header that the browser leaves out, and that is not signed, is told", async () => {
      await request(page, `${store.url}/open/key`, { headers: "Connection: close" });
      const { notes, button } = await tried(page);
      assert.deepEqual(
        [notes, button],
        [["The browser leaves out connection. The signature does not depend on it."], true],
      );
    });

    test("characters outside ASCII in a header are told", async () => {
      await request(page, `${store.url}/open/key`, { headers: "X-Amz-Meta-A: ü\nX-Amz-Meta-B: b" });
      const { notes } = await tried(page);
      assert.deepEqual(notes, [
        "x-amz-meta-a: not every browser sends characters outside ASCII as they were signed. WebKit does not.",
      ]);
    });

    test("a date that will be refused is told, and signed anew by a press", async () => {
      await request(page, `${store.url}/open/key`, { when: "fixed", date: "2020-01-01T00:00:00Z" });
      assert.match((await tried(page)).notes[0], /^It was signed \d+ years .*ago\. S3 accepts 15 minutes/);
      await fill(page, { service: "sqs" });
      assert.match((await tried(page)).notes[0], /^It was signed .*ago\. Most services accept 5 minutes/);
      for (const [minutes, service, isTold] of [
        [7, "s3", false],
        [7, "sqs", true],
        [3, "sqs", false],
        [-7, "s3", false],
        [-7, "sqs", true],
      ]) {
        await fill(page, { service, date: new Date(Date.now() - minutes * 60_000).toISOString() });
        assert.equal((await tried(page)).notes.length, isTold ? 1 : 0, `${service}, ${minutes} minutes`);
      }
      await fill(page, { service: "s3", date: "2020-01-01T00:00:00Z" });
      await fill(page, { placement: "query", expiresIn: "60" });
      assert.match((await tried(page)).notes[0], /^It expired \d+ years .*ago/);
      await fill(page, { date: "2999-01-01T00:00:00Z" });
      assert.match((await tried(page)).notes[0], /^It is dated \d+ years .*ahead/);
      await click(page, "#sign-now");
      assert.deepEqual((await tried(page)).notes, []);
      assert.equal(await page.evaluate(() => document.activeElement.id), "send");
      assert.equal(await page.evaluate(() => document.getElementById("request").elements.when.value), "now");
      assert.deepEqual(store.received, []);
    });

    test("the documentation's credentials are told", async () => {
      for (const example of ["r2", "key"]) {
        await chooseExample(page, example);
        assert.match((await tried(page)).notes[0], /credentials of AWS’s documentation/);
      }
    });

    test("without a secret, or with a mistake in the form, there is a sentence and no button", async () => {
      await request(page, `${store.url}/open/key`, { secretAccessKey: "" });
      const without = await tried(page);
      assert.deepEqual(
        [without.says, without.button],
        ["Without a secret there is no signature, and nothing to send.", false],
      );
      await request(page, `${store.url}/open/key`, { headers: "no colon" });
      const mistaken = await tried(page);
      assert.match(mistaken.says, /holds a mistake/);
      assert.equal(mistaken.button, false);
      await click(page, "#send");
      assert.deepEqual(store.received, []);
    });

    test("an answer is dimmed as soon as the request or its signature is another", async () => {
      const given = { when: "fixed", date: "2026-01-01T00:00:00Z", method: "POST", body: "a" };
      await request(page, `${store.url}/open/key`, given);
      await send(page);
      assert.equal((await tried(page)).past, false);
      for (const change of [{ body: "b" }, { headers: "X-A: 1" }, { secretAccessKey: "another" }, { url: "nothing" }]) {
        await request(page, `${store.url}/open/key`, { ...given, ...change });
        assert.equal((await tried(page)).past, true, JSON.stringify(change));
        await request(page, `${store.url}/open/key`, given);
        assert.equal((await tried(page)).past, false);
      }
      await fill(page, { method: "GET", body: "" });
      const isGone = await page.evaluate(() => {
        document.getElementById("send").click();
        return document.getElementById("reply").hidden;
      });
      assert.ok(isGone, "while the next is under way");
      await answer(page);
    });

    test("now is when the button is pressed", async () => {
      await request(page, `${store.url}/open/key`);
      await new Promise((done) => setTimeout(done, 1100));
      const before = Date.now();
      await send(page);
      const { date: shownDate } = await shown(page);
      assert.ok(dateOf(shownDate) >= Math.floor(before / 1000) * 1000, shownDate);
      assert.ok(store.received[0].headers.some(([name, value]) => name === "x-amz-date" && value === shownDate));
    });

    test("while one is under way it cannot be sent again, and can be stopped", async () => {
      await request(page, `${store.url}/silent/key`, { method: "PUT", body: "x" });
      await click(page, "#send");
      await click(page, "#send");
      await until(page, () => document.getElementById("stop").checkVisibility(), "the stop");
      const state = await page.evaluate(() => {
        const { textContent, ariaDisabled } = document.getElementById("send");
        return [textContent, ariaDisabled, document.getElementById("announcements").textContent];
      });
      assert.deepEqual(state, ["Sending…", "true", `Sending to ${new URL(store.url).host}.`]);
      for (const end = Date.now() + 5000; store.received.length === 0 && Date.now() < end; )
        await new Promise((done) => setTimeout(done, 20));
      await page.evaluate(() => document.getElementById("stop").focus());
      await fill(page, { body: "y" });
      await click(page, "#stop");
      await answer(page);
      assert.equal(store.received.length, 1);
      const { name, answer: said, past } = await tried(page);
      assert.equal(name, "Stopped");
      assert.match(said, /You stopped it\. Whether .* has acted on it is not known\./);
      assert.ok(past, "the request was changed meanwhile");
      assert.equal(await page.evaluate(() => document.activeElement.id), "send");
    });

    test("it waits 30 seconds and no longer", async () => {
      await page.evaluate(() => {
        window.waits = [];
        window.realTimeout = setTimeout;
        window.setTimeout = (work, time) => {
          window.waits.push(time);
          return window.realTimeout(work, time >= 30_000 ? 50 : time);
        };
      });
      await request(page, `${store.url}/silent/key`);
      await send(page);
      const { name, answer: said } = await tried(page);
      assert.equal(name, "No answer in time");
      assert.match(said, /did not answer within 30 seconds\.$/);
      const waits = await page.evaluate(() => {
        window.setTimeout = window.realTimeout;
        return window.waits;
      });
      assert.ok(waits.includes(30_000));
    });

    test("a policy that the page's host sends, and a sender that cannot be loaded, are told as what they are", async () => {
      const policy = { "content-security-policy": "default-src 'none'" };
      const site = await serve({ headers: (url) => (url.endsWith("/sender.js") ? policy : {}) });
      const other = await at.browser.newPage();
      try {
        await open(other, site.url);
        await request(other, `${store.url}/open/key`);
        await send(other);
        assert.match((await tried(other)).answer, /^The host of this page sends a Content-Security-Policy/);
        await other.evaluate(() => {
          window.Worker = class extends Worker {
            constructor(url, options) {
              super(`${url}-is-not-there`, options);
            }
          };
        });
        await send(other);
        assert.match((await tried(other)).answer, /^The page could not load its part that sends/);
        assert.deepEqual(store.received, []);
      } finally {
        await other.close();
        await site.close();
      }
    });

    test("a refusal goes to the Doctor by one press, and through no address", async () => {
      await request(page, `${store.url}/refused/a!key`, { method: "PUT", body: "it's" });
      await send(page);
      await click(page, "#to-diagnosis");
      await until(page, () => document.querySelector(".verdict-sentence")?.checkVisibility(), "the verdict");
      const { tags, sentence } = await diagnosed(page);
      assert.match(tags[0], /^curl command: PUT http.*\/refused\/a%21key/);
      assert.equal(tags[1], "SignatureDoesNotMatch");
      assert.deepEqual(tags.slice(2), ["access key id", "secret access key, hidden"]);
      assert.match(sentence, /The signature is right for this request and this secret/);
      const kept = await page.evaluate(() =>
        JSON.stringify([
          location.href,
          history.state,
          document.activeElement.id,
          { ...localStorage },
          { ...sessionStorage },
          document.body.innerHTML,
        ]),
      );
      assert.match(kept, /#doctor",null,"answer"/);
      assert.doesNotMatch(kept, /sEcReT/);
      await goTo(page, "#sign", () => document.getElementById("send").checkVisibility());
      await goTo(page, "#doctor", () => document.querySelector(".verdict-sentence").checkVisibility());
      assert.equal((await diagnosed(page)).tags.length, 4, "it is handed over once, and stays");
      await goTo(page, "#sign", () => document.getElementById("send").checkVisibility());
    });

    test("by keyboard alone, with the focus where it was", async () => {
      const keys = await at.browser.newPage();
      try {
        await open(keys, at.site.url);
        await request(keys, `${store.url}/open/key`);
        await keys.evaluate(() => document.querySelector(".send-fetch .copy").focus());
        await keys.press("Tab");
        assert.equal(await keys.evaluate(() => document.activeElement.id), "send");
        await keys.press("Enter");
        await answer(keys);
        assert.equal(await keys.evaluate(() => document.activeElement.id), "send");
        await keys.press("Tab");
        assert.equal(
          await keys.evaluate(() => document.activeElement.getAttribute("aria-label")),
          "Copy the answer’s headers",
        );
        assert.deepEqual(keys.messages, []);
      } finally {
        await keys.close();
      }
    });
  });
}
