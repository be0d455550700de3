// What is signed for now stays signed for now, although time goes by.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { dateOf } from "../support/date-time.mjs";
import { chooseExample, copied, fill, open, shown, until } from "./page.mjs";

const MINUTES = 60_000;

/** From here on the page's clock is ahead by this much. */
const passes = (page, milliseconds) =>
  page.evaluate((ahead) => {
    window.realDate ??= Date;
    const { realDate } = window;
    window.Date = class extends realDate {
      constructor(...given) {
        super(...(given.length ? given : [realDate.now() + ahead]));
      }
      static now = () => realDate.now() + ahead;
    };
  }, milliseconds);

const lifetime = (page) => page.evaluate(() => document.querySelector(".lifetime").textContent);

const minutesAhead = async (page, dateTime) => {
  const now = await page.evaluate(() => window.realDate.now());
  return Math.round((dateOf(dateTime) - now) / MINUTES);
};

export function nowTests(at) {
  describe("now", () => {
    let page;
    before(async () => {
      page = await at.browser.newPage();
      await open(page, at.site.url);
    });
    after(() => page.close());

    test("what is copied to be sent is signed anew when it has become old", async () => {
      await chooseExample(page, "r2");
      const early = await shown(page);
      await passes(page, 40 * MINUTES);
      const curl = await copied(page, ".send-curl .copy");
      const [, dateTime] = /X-Amz-Date=(\w+)/.exec(curl);
      assert.equal(await minutesAhead(page, dateTime), 40);
      const late = await shown(page);
      assert.equal(late.curl, curl);
      assert.notEqual(late.signature, early.signature);
      assert.match(await lifetime(page), /^Works until .* \(in 15 minutes\)/);
      assert.equal(await page.evaluate(() => document.querySelectorAll(".glow").length), 0);
    });

    test("so it is when somebody comes back to the page, unless text is selected", async () => {
      await chooseExample(page, "r2");
      await passes(page, 80 * MINUTES);
      const come = () => page.evaluate(() => window.dispatchEvent(new Event("focus")));
      await page.evaluate(() => getSelection().selectAllChildren(document.querySelector("#canonical-text pre")));
      const { date } = await shown(page);
      await come();
      assert.equal((await shown(page)).date, date);
      await page.evaluate(() => getSelection().removeAllRanges());
      await come();
      assert.equal(await minutesAhead(page, (await shown(page)).date), 80);
    });

    test("a fixed date stays, and the words about it follow the clock", async () => {
      await chooseExample(page, "r2");
      await passes(page, 0);
      await fill(page, { when: "fixed", date: new Date().toISOString() });
      await until(
        page,
        () => document.getElementById("announcements").textContent === document.getElementById("story").textContent,
        "what is said after typing",
      );
      const before = await shown(page);
      await passes(page, 20 * MINUTES);
      const heard = await page.evaluate(() => document.getElementById("announcements").textContent);
      await until(page, () => /^Worked until/.test(document.querySelector(".lifetime").textContent), "the words");
      assert.match(await lifetime(page), /\(that was \d minutes ago\)/);
      const note = await page.evaluate(() => document.querySelector(".try-notes").textContent);
      assert.match(note, /It expired \d minutes .*ago/);
      assert.deepEqual(await shown(page), before);
      assert.equal(await page.evaluate(() => document.getElementById("announcements").textContent), heard);
    });
  });
}
