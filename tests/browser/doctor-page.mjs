// What a person does in the Doctor, and reads there.
import { click } from "./page.mjs";

/** Puts a text into the big box as pasting does. */
export async function paste(page, text) {
  await page.evaluate(async (pasted) => {
    const box = document.getElementById("paste");
    box.value = pasted;
    box.dispatchEvent(new Event("paste", { bubbles: true }));
    await new Promise((done) => setTimeout(done, 20));
  }, text);
}

export const story = (page, id) => click(page, `[data-story=${id}]`);

/** What it shows of its diagnosis. */
export function diagnosed(page) {
  return page.evaluate(() => {
    const texts = (selector) => [...document.querySelectorAll(selector)].map((element) => element.textContent);
    return {
      verdict: document.getElementById("verdict-box").dataset.verdict,
      name: document.querySelector(".verdict-name")?.textContent ?? null,
      sentence: document.querySelector(".verdict-sentence")?.textContent ?? null,
      findings: [...document.querySelectorAll("[aria-labelledby=found] [data-finding]")].map(
        (element) => element.dataset.finding,
      ),
      tags: texts(".tag-name"),
      fixes: texts("[aria-labelledby=found] .fix"),
      certainty: texts("[aria-labelledby=found] .badge"),
      marks: texts(".text-canonicalRequest mark"),
      said: texts(".text-canonicalRequest .said"),
      missing: [...document.querySelectorAll("[data-missing]")].map((button) => button.dataset.missing),
      ruledOut: texts("#ruled-out li"),
      note: document.getElementById("paste-note").textContent,
      paste: document.getElementById("paste").value,
    };
  });
}
