// What a person does on the page, in the words of the tests.
import { setTimeout as sleep } from "node:timers/promises";

/** A secret that can be searched for: nothing else on the page says it. */
export const SECRET = "sEcReT/sEcReT+sEcReTsEcReT/sEcReT+sEcReT";

/** Opens the page and waits until the steps are drawn; copies are kept in `window.copied`. */
export async function open(page, url) {
  await page.goto(url);
  await until(page, () => document.querySelector("#story b") !== null, "the steps");
  await keepCopies(page);
}

/** Opens the Doctor and waits until it is ready. */
export async function openDoctor(page, url) {
  await page.goto(`${url}#doctor`);
  await until(page, () => document.querySelector("#stories button") !== null, "the Doctor");
  await keepCopies(page);
}

const keepCopies = (page) =>
  page.evaluate(() => {
    window.copied = null;
    navigator.clipboard.writeText = async (text) => {
      window.copied = text;
    };
  });

/** Goes to an address of the page, as a link does. */
export async function goTo(page, hash, condition) {
  await page.evaluate((to) => {
    location.hash = to;
  }, hash);
  await until(page, condition, hash);
}

/** Presses Tab until what the selector names is focused. */
export async function tabTo(page, selector) {
  for (let presses = 0; presses < 80; presses += 1) {
    if (await page.evaluate((each) => document.activeElement.matches(each), selector)) return;
    await page.press("Tab");
  }
  throw new Error(`${selector} is not reached`);
}

/** What a press of a button copies. */
export async function copied(page, selector) {
  await page.evaluate(() => {
    window.copied = null;
  });
  await click(page, selector);
  await until(page, () => window.copied !== null, `a copy from ${selector}`);
  return page.evaluate(() => window.copied);
}

/** Waits until `condition`, run in the page, answers true. */
export async function until(page, condition, what, given) {
  const end = Date.now() + 10_000;
  while (!(await page.evaluate(condition, given))) {
    if (Date.now() > end) throw new Error(`${what}: not there after 10 s`);
    await sleep(20);
  }
}

/** Sets fields of the form as typing does, and waits for the frame that draws the change. */
export async function fill(page, fields) {
  await page.evaluate(async (values) => {
    const { elements } = document.getElementById("request");
    for (const [name, value] of Object.entries(values)) {
      const control = elements[name];
      control.value = value;
      const element = control instanceof RadioNodeList ? [...control].find(({ checked }) => checked) : control;
      element.dispatchEvent(new Event("input", { bubbles: true }));
    }
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  }, fields);
}

export async function chooseExample(page, id) {
  await page.evaluate((value) => {
    const select = document.getElementById("example");
    select.value = value;
    select.dispatchEvent(new Event("change", { bubbles: true }));
  }, id);
}

export async function click(page, selector) {
  await page.evaluate((each) => document.querySelector(each).click(), selector);
}

export async function write(page, selector, text) {
  await page.evaluate(
    ([each, value]) => {
      const area = document.querySelector(each);
      area.value = value;
      area.dispatchEvent(new Event("input", { bubbles: true }));
    },
    [selector, text],
  );
}

/** What the page shows, read off it. */
export function shown(page) {
  return page.evaluate(() => {
    const text = (selector) => document.querySelector(selector)?.textContent ?? null;
    const texts = (selector) => [...document.querySelectorAll(selector)].map((element) => element.textContent);
    const full = (selector) => document.querySelector(`${selector} .chip-text`)?.textContent ?? null;
    return {
      story: text("#story"),
      canonicalRequest: text("#canonical-text pre"),
      rows: [...document.querySelectorAll("#canonical-request tbody")].map((body) => ({
        part: body.dataset.part,
        rows: [...body.rows].map((row) => ({
          given: row.querySelector(".given").textContent,
          became: row.querySelector(".became").textContent,
          why: row.querySelector(".why").textContent,
        })),
      })),
      hash: full("#canonical-text .flows"),
      stringToSign: texts("#string-to-sign .line-text"),
      chain: texts("#signing-key .link-message"),
      signature: full("#result .signature"),
      url: texts("#result .send-url code, #result .send-url pre").join(""),
      headers: text("#result .send-headers pre"),
      curl: text("#result .send-curl pre"),
      fetch: text("#result .send-fetch pre"),
      date: document.getElementById("date").value,
      stale: document.getElementById("steps").classList.contains("stale"),
    };
  });
}

/** `explain`'s answer for the form as it stands, from the package that the page loaded. */
export function explained(page) {
  return page.evaluate(async () => {
    const { EMPTY_FORM, explainForm } = await import(new URL("sign/request.js", document.baseURI).href);
    const { elements } = document.getElementById("request");
    const form = Object.fromEntries(Object.keys(EMPTY_FORM).map((name) => [name, elements[name].value]));
    return explainForm({ ...form, when: "fixed" }, { includeKeys: true }).explanation;
  });
}
