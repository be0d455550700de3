// What is said to people who do not see the page change.
import { byId } from "./dom.js";

let waiting;
let showing;
let isQuiet = false;

/** Says a sentence now. */
export function announce(sentence) {
  clearTimeout(waiting);
  byId("announcements").textContent = sentence;
}

/** Says a sentence now, and shows it for a moment. */
export function announceVisibly(sentence) {
  const { classList } = byId("announcements");
  announce(sentence);
  classList.remove("unseen");
  clearTimeout(showing);
  showing = setTimeout(() => classList.add("unseen"), 2500);
}

/** Says a sentence once nothing has changed for a while, so that typing stays quiet. */
export function announceWhenQuiet(sentence) {
  if (isQuiet) return;
  clearTimeout(waiting);
  waiting = setTimeout(() => announce(sentence), 1200);
}

/** Does work of which nobody needs to hear: they did not ask for it. */
export function quietly(work) {
  isQuiet = true;
  try {
    work();
  } finally {
    isQuiet = false;
  }
}
