// Every mistake that the doctor can name has an address on the page.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { diagnosed, story } from "./doctor-page.mjs";
import { click, copied, goTo, openDoctor, until } from "./page.mjs";

export function mistakeTests(at) {
  describe("the mistakes", () => {
    let page;
    before(async () => {
      page = await at.browser.newPage();
      await openDoctor(page, at.site.url);
    });
    after(() => page.close());

    test("a finding leads to its mistake, and back to the same diagnosis", async () => {
      await story(page, "ceph");
      const before = await diagnosed(page);
      await page.evaluate(() => document.querySelector("[data-finding=path-char-not-encoded] a").focus());
      await click(page, "[data-finding=path-char-not-encoded] a");
      await until(page, () => document.querySelector("[data-mistake=path-char-not-encoded]") !== null, "the mistake");
      assert.equal(await page.evaluate(() => location.hash), "#mistake=path-char-not-encoded");
      assert.equal(await page.evaluate(() => document.getElementById("desk").checkVisibility()), false);
      assert.equal(
        await copied(page, ".mistake .copy"),
        await page.evaluate(() => `${location.href.split("#")[0]}#mistake=path-char-not-encoded`),
      );
      await click(page, ".mistake a[href='#doctor']");
      await until(page, () => document.getElementById("desk").checkVisibility(), "the diagnosis");
      assert.deepEqual(await diagnosed(page), before);
      const focused = await page.evaluate(() => document.activeElement.getAttribute("href"));
      assert.equal(focused, "#mistake=path-char-not-encoded");
    });

    test("every mistake of the table has its address, an example and the reason", async () => {
      await goTo(page, "#mistakes", () => document.querySelector(".mistake-group") !== null);
      const { table, listed } = await page.evaluate(async () => {
        const { mistakes } = await import(new URL("doctor/diagnose.js", document.baseURI).href);
        const links = [...document.querySelectorAll(".mistake-group a")];
        return { table: mistakes(), listed: links.map((link) => link.getAttribute("href")) };
      });
      assert.ok(table.length > 100);
      assert.deepEqual(listed.toSorted(), table.map(({ id }) => `#mistake=${id}`).toSorted());
      const plain = (text) => text.replace(/'/g, "");
      for (const { id, what, fix, wrong, right } of table) {
        const shown = await page.evaluate(async (to) => {
          location.hash = `mistake=${to}`;
          let article = null;
          for (let waits = 0; article === null && waits < 500; waits += 1) {
            await new Promise((done) => setTimeout(done, 4));
            article = document.querySelector(`[data-mistake="${to}"]`);
          }
          return {
            id: article.dataset.mistake,
            what: article.querySelector("h2").textContent,
            fix: article.querySelector(".fix").textContent,
            diff: article.querySelector(".diff")?.textContent ?? "",
          };
        }, id);
        assert.equal(shown.id, id);
        assert.equal(plain(shown.what), plain(what));
        assert.equal(plain(shown.fix), plain(`What to do. ${fix}`));
        assert.ok(wrong !== right && shown.diff.length > 0, `${id} has no example`);
      }
    });

    test("an address that names no mistake says so and lists all", async () => {
      await goTo(page, "#mistake=no-such%thing", () => document.querySelector(".mistake-group") !== null);
      assert.match(
        await page.evaluate(() => document.getElementById("mistake-title").textContent),
        /No mistake has this name/,
      );
    });

    test("a link to a mistake opens on it", async () => {
      const other = await at.browser.newPage();
      try {
        await other.goto(`${at.site.url}#mistake=headers-no-blank-line`);
        await until(
          other,
          () => document.querySelector("[data-mistake=headers-no-blank-line]") !== null,
          "the mistake",
        );
        const sentence = await other.evaluate(() => document.getElementById("mistake-title").textContent);
        assert.equal(await other.evaluate(() => document.title), `${sentence.replace(/\.$/, "")} · SigV4`);
        const skip = () =>
          other.evaluate(() => {
            document.activeElement.blur();
            document.getElementById("skip").click();
            return document.activeElement.id;
          });
        assert.equal(await skip(), "mistake-title");
        await goTo(other, "#mistakes", () => document.title === "All mistakes · SigV4");
        assert.equal(await skip(), "mistake-title");
        await goTo(other, "#doctor", () => document.getElementById("desk").checkVisibility());
        assert.equal(await other.evaluate(() => document.title), "SigV4, the doctor");
        assert.equal(await skip(), "answer");
        await goTo(other, "#sign", () => document.querySelector("#story b")?.checkVisibility());
        assert.equal(await skip(), "steps");
        assert.deepEqual(other.messages, []);
      } finally {
        await other.close();
      }
    });
  });
}
