// What a person does in "Try it", and reads there.
import { click, fill, SECRET, until } from "./page.mjs";

const CREDENTIALS = { accessKeyId: "AKIDEXAMPLE", secretAccessKey: SECRET };
const EMPTY = { headers: "", body: "", method: "GET", placement: "header", payload: "", sha256: "", expiresIn: "" };
const SCOPE = { region: "us-east-1", service: "s3", when: "now", target: "url", sessionToken: "" };

/** Fills in a whole request of the form. */
export const request = (page, url, more = {}) => fill(page, { ...EMPTY, ...SCOPE, ...CREDENTIALS, url, ...more });

/** Presses the button and waits for what comes. */
export async function send(page) {
  await click(page, "#send");
  await answer(page);
}

/** Waits for what comes. */
export const answer = (page) =>
  until(
    page,
    () => document.getElementById("send").ariaDisabled === "false" && !document.getElementById("reply").hidden,
    "the answer",
  );

/** What the panel shows. */
export function tried(page) {
  return page.evaluate(() => {
    const text = (selector) => document.querySelector(`#try ${selector}`)?.textContent ?? null;
    const isThere = (selector) => document.querySelector(`#try ${selector}`)?.checkVisibility() ?? false;
    return {
      says: text(".try-says"),
      notes: [...document.querySelectorAll(".try-notes li > span")].map((note) => note.textContent),
      button: isThere("#send"),
      name: text(".answer-name b"),
      about: text(".answer-name .aside"),
      answer: text(".answer-says"),
      headers: text(".answer-headers pre"),
      headersNote: text(".answer-headers > .aside"),
      body: text(".answer-text"),
      bodyNote: text(".answer-body .aside") ?? text(".answer-empty"),
      reasons: [...document.querySelectorAll(".reasons b")].map((reason) => reason.textContent),
      mood: document.getElementById("reply").dataset.mood ?? null,
      answered: isThere("#reply"),
      past: isThere(".try-past"),
      doctor: isThere("#to-diagnosis"),
      said: document.getElementById("announcements").textContent,
    };
  });
}
