// Accessibility by axe-core, widths without sideways scroll, and screenshots of every state as artefacts.
import assert from "node:assert/strict";
import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { paste, story } from "./doctor-page.mjs";
import { EXAMPLES } from "./examples.mjs";
import { chooseExample, click, explained, fill, goTo, open, write } from "./page.mjs";
import { request, send } from "./try-it-page.mjs";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const ARTIFACTS = path.join(import.meta.dirname, "../artifacts");
const WIDTHS = [360, 768, 1440];

/** From the steps to an address of the Doctor. */
const visit = (page, hash) =>
  goTo(page, hash, () => document.querySelector("#stories button, #mistake-title") !== null);

/** The states in which the page is looked at. */
const STATES = {
  header: (page) => chooseExample(page, "ceph"),
  presigned: (page) => chooseExample(page, "r2"),
  object: (page) => chooseExample(page, "odd"),
  error: async (page) => {
    await chooseExample(page, "s3-presigned");
    await fill(page, { expiresIn: "604801" });
  },
  comparison: async (page) => {
    await chooseExample(page, "put");
    const { canonicalRequest } = await explained(page);
    await write(
      page,
      "#own-text",
      JSON.stringify(canonicalRequest.text.replace("/examplebucket", "").replace("CY\n", "CY\r\n")),
    );
    await click(page, "#signing-key .reveal button");
    await click(page, "#signs");
  },
  refused: async (page, { store }) => {
    await request(page, `${store.url}/refused/key`, { method: "PUT", body: "hello" });
    await send(page);
  },
  unseen: async (page, { store }) => {
    await request(page, `${store.url}/closed/${"long/".repeat(20)}key`, { placement: "query" });
    await send(page);
    await click(page, "#reply summary");
  },
  answeredBefore: async (page, { store }) => {
    await request(page, `${store.url}/open/key`);
    await send(page);
    await fill(page, { method: "PUT", headers: "Date: Tue, 24 Nov 2026 13:00:00 GMT" });
  },
  doctor: (page) => visit(page, "#doctor"),
  diagnosis: async (page) => {
    await visit(page, "#doctor");
    await story(page, "put");
    await click(page, "#ruled-out summary");
  },
  presignedDiagnosis: async (page) => {
    await visit(page, "#doctor");
    await story(page, "spaces");
  },
  undecided: async (page) => {
    await visit(page, "#doctor");
    await paste(page, "<Error><Code>SignatureDoesNotMatch</Code></Error>");
    await click(page, "#boxes summary");
  },
  secondTry: async (page) => {
    await visit(page, "#doctor");
    const time = "20150830T123600Z";
    await paste(page, `AWS4-HMAC-SHA256\n${time}\n20150830/us-east-1/s3/aws4_request\n${"0".repeat(64)}`);
    await paste(page, `curl https://b.s3.amazonaws.com/k -H 'x-amz-date: ${time.replace("36", "37")}'`);
  },
  wrongBox: async (page) => {
    await visit(page, "#doctor");
    await click(page, "#boxes summary");
    await write(page, "#given-request", "b.s3.amazonaws.com");
    await write(page, "#given-canonicalRequest", "<Error><Code>SignatureDoesNotMatch</Code></Error>");
  },
  mistake: (page) => visit(page, "#mistake=headers-no-blank-line"),
  mistakes: (page) => visit(page, "#mistakes"),
};

const violations = (page) =>
  page.evaluate(async () => {
    const { violations: found } = await window.axe.run(document, { resultTypes: ["violations"] });
    return found.map(
      ({ id, nodes }) =>
        `${id}: ${nodes
          .map(({ target, failureSummary }) => `${target} ${failureSummary}`)
          .slice(0, 3)
          .join("; ")}`,
    );
  });

const overflow = (page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

export function looksTests(at) {
  describe("looks", () => {
    let page;
    before(async () => {
      mkdirSync(ARTIFACTS, { recursive: true });
      page = await at.browser.newPage();
      await open(page, at.site.url);
      await page.evaluate(AXE);
    });
    after(() => page.close());

    for (const theme of ["light", "dark"]) {
      for (const [state, reach] of Object.entries(STATES)) {
        test(`axe finds nothing in ${state}, ${theme}`, async () => {
          await page.resize(1440, 900);
          await fresh(page, at.site.url, theme);
          await reach(page, at);
          await settle(page);
          assert.deepEqual(await violations(page), []);
          for (const width of WIDTHS) {
            await page.resize(width, 900);
            assert.ok((await overflow(page)) <= 0, `${width} px scrolls sideways by ${await overflow(page)} px`);
            await page.screenshot(path.join(ARTIFACTS, `${at.name.toLowerCase()}-${state}-${theme}-${width}.png`));
          }
        });
      }
    }

    for (const width of WIDTHS) {
      test(`no example scrolls sideways at ${width} px`, async () => {
        await page.resize(width, 900);
        await fresh(page, at.site.url, "light");
        for (const example of EXAMPLES) {
          await chooseExample(page, example);
          assert.ok((await overflow(page)) <= 0, `${example} scrolls sideways by ${await overflow(page)} px`);
          await settle(page);
          await page.screenshot(path.join(ARTIFACTS, `${at.name.toLowerCase()}-example-${example}-${width}.png`));
        }
      });
    }

    test("the first screen at 1440 px shows the request, its story and the table of step 1", async () => {
      await page.resize(1440, 900);
      await fresh(page, at.site.url, "light");
      const bottoms = await page.evaluate(() =>
        ["#url", "#story", ".ledger tbody[data-part=payloadHash]"].map(
          (each) => document.querySelector(each).getBoundingClientRect().bottom,
        ),
      );
      for (const bottom of bottoms) assert.ok(bottom > 0 && bottom <= 900, `ends at ${bottom} px`);
    });

    test("titles, labels and steps stand in one line, and the bar is one line", async () => {
      for (const [width, hash] of [
        [360, "sign"],
        [768, "sign"],
        [1000, "sign"],
        [1440, "doctor"],
        [360, "doctor"],
      ]) {
        await page.resize(width, 900);
        await fresh(page, at.site.url, "light");
        if (hash === "doctor") await visit(page, "#doctor");
        const lefts = await page.evaluate(() =>
          [".top h1", "#sign .field label", "#sign #url", "#steps .step", "#doctor .field label", "#paste"]
            .map((each) => document.querySelector(each))
            .filter((element) => element.checkVisibility())
            .map((element) => Math.round(element.getBoundingClientRect().left)),
        );
        const own = width < 1000 ? lefts : lefts.filter((left) => left < 100);
        assert.equal(new Set(own).size, 1, `${width} px, ${hash}: ${lefts}`);
        if (width === 1000) {
          const isOneLine = await page.evaluate(() => {
            const middle = (each) => {
              const { top, bottom } = document.querySelector(each).getBoundingClientRect();
              return (top + bottom) / 2;
            };
            return Math.abs(middle(".top h1") - middle(".top-actions")) < 10;
          });
          assert.ok(isOneLine);
        }
      }
    });

    test("a region is not broken, and a heading does not wrap under its number", async () => {
      await page.resize(360, 900);
      await fresh(page, at.site.url, "light");
      for (const width of [360, 500, 768, 1000, 1200, 1440]) {
        await page.resize(width, 900);
        const lines = await page.evaluate(() =>
          [...document.querySelectorAll("#story b")].map(
            (name) => name.getClientRects().length + name.offsetHeight / 100,
          ),
        );
        assert.ok(
          lines.every((each) => each < 1.4),
          `${width} px: ${lines}`,
        );
      }
      await page.resize(360, 900);
      const { number, text } = await page.evaluate(() => {
        const range = document.createRange();
        range.selectNodeContents(document.getElementById("step-4").lastChild);
        return {
          number: document.querySelector("#step-4 .number").getBoundingClientRect().right,
          text: [...range.getClientRects()].filter(({ width }) => width > 5).map(({ left }) => left),
        };
      });
      assert.ok(text.length > 1 && text.every((left) => left >= number), `${number}: ${text}`);
    });

    // No other driver can force colours.
    if (at.name === "Chromium") {
      test("what is chosen shows by its colour where the system gives the colours", async () => {
        await fresh(page, at.site.url, "light");
        await page.forceColors(true);
        const backgrounds = await page.evaluate(() =>
          [
            ["[name=placement]:checked + span", "[name=placement]:not(:checked) + span"],
            [".views [aria-current=page]", ".views [aria-current=false]"],
          ].map((pair) => pair.map((each) => getComputedStyle(document.querySelector(each)).backgroundColor)),
        );
        await page.forceColors(false);
        for (const [chosen, other] of backgrounds) assert.notEqual(chosen, other);
        assert.equal(new Set(backgrounds.map(([chosen]) => chosen)).size, 1);
      });
    }

    test("a chosen theme stays, and the system's comes back", async () => {
      const theme = () =>
        page.evaluate(() => [
          document.documentElement.dataset.theme ?? null,
          localStorage.getItem("theme"),
          getComputedStyle(document.body).backgroundColor,
        ]);
      await fresh(page, at.site.url, "light");
      const system = await theme();
      await click(page, "#theme");
      const chosen = await theme();
      assert.equal(chosen[0], chosen[1]);
      assert.notEqual(chosen[2], system[2]);
      await page.goto(at.site.url);
      assert.deepEqual(await theme(), chosen);
      await click(page, "#theme");
      assert.deepEqual(await theme(), system);
    });
  });
}

async function fresh(page, url, theme) {
  await page.goto("about:blank");
  await open(page, url);
  await page.evaluate(AXE);
  const current = await page.evaluate(() =>
    document.getElementById("theme").textContent === "Dark" ? "light" : "dark",
  );
  if (current !== theme) await click(page, "#theme");
}

/** Until what glows and what fades is still. */
const settle = (page) =>
  page.evaluate(() => Promise.all(document.getAnimations().map(({ finished }) => finished.catch(() => null))));
