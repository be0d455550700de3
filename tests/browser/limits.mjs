// What the page must not do or exceed: other origins, messages, bytes, time.
import assert from "node:assert/strict";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { serve } from "../support/serve.mjs";
import { chooseExample, explained, fill, open, openDoctor, shown } from "./page.mjs";

const BYTES = 150_000;
/** The Doctor alone; its artefact knows every mistake, and is fetched only when the Doctor is opened. */
const DOCTOR_BYTES = 198_000;
const DIAGNOSIS_MS = 100;
const UPDATE_MS = 16;
const FIRST_DRAW_MS = 1000;

export function limitTests(at) {
  for (const [view, opened, limit] of [
    ["the page", open, BYTES],
    ["the Doctor", openDoctor, DOCTOR_BYTES],
  ]) {
    test(`${view} loads under ${limit / 1000} KB, compressed`, async (t) => {
      const page = await at.browser.newPage();
      try {
        await opened(page, at.site.url);
        const urls = [
          ...new Set(page.requests.map((url) => url.split("#")[0]).filter((url) => url.startsWith("http"))),
        ];
        const sizes = await Promise.all(
          urls.map(async (url) => gzipSync(new Uint8Array(await (await fetch(url)).arrayBuffer())).length),
        );
        const total = sizes.reduce((sum, size) => sum + size, 0);
        t.diagnostic(`${(total / 1000).toFixed(1)} KB in ${urls.length} files`);
        assert.ok(urls.length > 10 && total < limit, `${total} bytes`);
      } finally {
        await page.close();
      }
    });
  }

  test(`the stories are diagnosed in under ${DIAGNOSIS_MS} ms each`, async (t) => {
    const page = await at.browser.newPage();
    try {
      await openDoctor(page, at.site.url);
      const durations = await page.evaluate(() => {
        for (const button of document.querySelectorAll("[data-story]")) button.click();
        return performance.getEntriesByName("diagnose").map(({ duration }) => duration);
      });
      durations.sort((a, b) => a - b);
      t.diagnostic(
        `median ${durations[durations.length >> 1].toFixed(1)} ms, at most ${durations.at(-1).toFixed(1)} ms`,
      );
      assert.ok(durations.length >= 5 && durations.at(-1) < DIAGNOSIS_MS);
    } finally {
      await page.close();
    }
  });

  test(`draws its first steps in under ${FIRST_DRAW_MS} ms on a cold load`, async (t) => {
    const page = await at.browser.newPage();
    try {
      await open(page, at.site.url);
      const { paint, steps } = await page.evaluate(() => ({
        paint: performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? 0,
        steps: performance.getEntriesByName("update").map(({ startTime, duration }) => startTime + duration)[0],
      }));
      t.diagnostic(`first paint ${paint.toFixed(0)} ms, first steps ${steps.toFixed(0)} ms`);
      assert.ok(paint < FIRST_DRAW_MS && steps > 0 && steps < FIRST_DRAW_MS);
    } finally {
      await page.close();
    }
  });

  test("what is painted first is what the first example needs, so that little moves when it comes", async (t) => {
    const source = await (await fetch(at.site.url)).text();
    const page = await at.browser.newPage();
    try {
      await open(page, at.site.url);
      const { early, late, shift } = await page.evaluate(async (html) => {
        const hidden = (root) =>
          [...root.querySelectorAll("#request [data-when]")].map((part) => [part.dataset.when, part.hidden]);
        const first = new DOMParser().parseFromString(html, "text/html");
        const steps = first.getElementById("steps").className;
        // Chromium alone measures it.
        const shifts = await new Promise((done) => {
          new PerformanceObserver((list) => done(list.getEntries())).observe({ type: "layout-shift", buffered: true });
          setTimeout(() => done([]), 200);
        });
        return {
          early: [steps, hidden(first)],
          late: ["steps none", hidden(document)],
          shift: shifts.reduce((sum, { value }) => sum + value, 0),
        };
      }, source);
      assert.deepEqual(early, late);
      t.diagnostic(`layout shift ${shift.toFixed(4)}`);
      assert.ok(shift < 0.05, `${shift}`);
    } finally {
      await page.close();
    }
  });

  test("values of any length are drawn", async () => {
    await chooseExample(at.page, "s3-get");
    await fill(at.page, { headers: `x-long: ${"a  b".repeat(75_000)}` });
    const { canonicalRequest } = await explained(at.page);
    assert.ok(canonicalRequest.text.length > 200_000);
    assert.equal((await shown(at.page)).canonicalRequest, canonicalRequest.text);
    await chooseExample(at.page, "s3-get");
  });

  test("of thousands of segments and parameters the table has the first, and the text all", async () => {
    await chooseExample(at.page, "s3-get");
    const url = `https://examplebucket.s3.amazonaws.com${"/a".repeat(2500)}?${"b=1&".repeat(2500)}`;
    await fill(at.page, { url });
    const page = await shown(at.page);
    const { canonicalRequest } = await explained(at.page);
    assert.equal(page.canonicalRequest, canonicalRequest.text);
    const [uri, query] = ["uri", "query"].map((part) => page.rows.find((group) => group.part === part).rows);
    assert.deepEqual([uri.length, query.length], [301, 301]);
    assert.equal(uri.at(-1).given, "2200 more rows");
    await chooseExample(at.page, "s3-get");
  });

  test(`an update takes under ${UPDATE_MS} ms`, async (t) => {
    await chooseExample(at.page, "s3-presigned");
    const durations = await at.page.evaluate(async () => {
      const url = document.getElementById("url");
      const frame = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
      performance.clearMeasures("update");
      for (let stroke = 0; stroke < 60; stroke += 1) {
        url.value += "x";
        url.dispatchEvent(new Event("input", { bubbles: true }));
        await frame();
      }
      return performance.getEntriesByName("update").map(({ duration }) => duration);
    });
    durations.sort((a, b) => a - b);
    const [median, high] = [durations[durations.length >> 1], durations[Math.floor(durations.length * 0.95)]];
    t.diagnostic(`median ${median.toFixed(1)} ms, 95 of 100 under ${high.toFixed(1)} ms`);
    assert.equal(durations.length, 60);
    assert.ok(median < UPDATE_MS, `median ${median} ms`);
  });

  test("works from any path of a host", async () => {
    const site = await serve({ folders: { "/some/where/sigv4-wasm/": "pkg", "/some/where/": "www" } });
    const page = await at.browser.newPage();
    try {
      await open(page, `${site.url}some/where/`);
      assert.match((await shown(page)).signature, /^[0-9a-f]{64}$/);
      assert.deepEqual(
        page.requests.filter((url) => url.startsWith("http") && !url.startsWith(`${site.url}some/where/`)),
        [],
      );
      assert.deepEqual(page.messages, []);
    } finally {
      await page.close();
      await site.close();
    }
  });

  test("nothing inline, and nothing but its own files is allowed", async () => {
    const { policy, inline } = await at.page.evaluate(() => ({
      policy: document.querySelector("meta[http-equiv=Content-Security-Policy]").content,
      inline: document.querySelectorAll("style, script:not([src]), [style], [onclick]").length,
    }));
    assert.match(policy, /^default-src 'none';/);
    assert.doesNotMatch(policy, /connect-src|unsafe-inline|'unsafe-eval'|https?:/);
    assert.equal(inline, 0);
  });

  test("no request left the page's own origin, and the console stayed silent", () => {
    assert.ok(at.page.requests.length > 10);
    assert.deepEqual(
      at.page.requests.filter((url) => !url.startsWith(at.site.url)),
      [],
    );
    assert.deepEqual(at.page.messages, []);
  });
}
