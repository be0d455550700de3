// The whole page by keyboard alone.
import assert from "node:assert/strict";
import { test } from "node:test";
import { open, shown, tabTo, until } from "./page.mjs";

const focused = (page) =>
  page.evaluate(() => {
    const element = document.activeElement;
    if (!element || element === document.body) return null;
    const target = element.matches(".choice input") ? element.nextElementSibling : element;
    const { outlineStyle, outlineWidth } = getComputedStyle(target);
    return {
      index: window.stops.indexOf(element),
      ring: outlineStyle !== "none" && outlineWidth !== "0px",
      name: element.id || element.className,
    };
  });

export function keyboardTests(at) {
  test("Tab goes through everything, in order, with a visible focus, and out again", async () => {
    const page = await at.browser.newPage();
    try {
      await open(page, at.site.url);
      const count = await page.evaluate(() => {
        const possible = document.querySelectorAll("a[href], button, input, select, textarea");
        window.stops = [...possible].filter(
          (element) => element.checkVisibility() && !element.disabled && (element.type !== "radio" || element.checked),
        );
        return window.stops.length;
      });
      assert.ok(count > 25);
      for (let stop = 0; stop < count; stop += 1) {
        await page.press("Tab");
        const at = await focused(page);
        assert.equal(at?.index, stop, `stop ${stop} is ${at?.name}`);
        assert.ok(at.ring, `no visible focus on ${at.name}`);
      }
    } finally {
      await page.close();
    }
  });

  test("a request is made, revealed and copied without a mouse", async () => {
    const page = await at.browser.newPage();
    try {
      await open(page, at.site.url);
      await tabTo(page, "[name=placement]");
      await page.press("ArrowRight");
      await until(page, () => document.querySelector("#result .url-parts") !== null, "a presigned URL");
      await tabTo(page, "#url");
      await page.press("End");
      await page.type("key?b=1&a=2");
      await until(
        page,
        () => document.querySelector("#canonical-text pre").textContent.includes("&a=2&b=1\n"),
        "the typed URL",
      );
      assert.match((await shown(page)).url, /^https:\/\/s3\.ecloud\.today\/alpha%21soup\/key\?X-Amz-Algorithm/);
      await tabTo(page, "#show-secret");
      await page.press("Enter");
      assert.equal(await page.evaluate(() => document.getElementById("secretAccessKey").type), "text");
      await tabTo(page, "#signs");
      await page.press(" ");
      await until(page, () => document.querySelector("#canonical-text .invisible") !== null, "the signs");
      await tabTo(page, "#canonical-text .chip");
      assert.equal(await page.evaluate(() => document.getElementById("trace").hidden), false);
      await tabTo(page, "#signing-key .reveal button");
      await page.press("Enter");
      await until(page, () => document.querySelector("#signing-key .chip") !== null, "the keys");
      await tabTo(page, ".send-url .copy");
      await page.press("Enter");
      await until(page, () => window.copied !== null, "the copy");
      assert.equal(await page.evaluate(() => window.copied), (await shown(page)).url);
      await tabTo(page, "#own-text");
    } finally {
      await page.close();
    }
  });
}
