// What is said to people who do not see the page change.
import { byId } from "./dom.js";

let waiting;

/** Says a sentence now. */
export function announce(sentence) {
  clearTimeout(waiting);
  byId("announcements").textContent = sentence;
}

/** Says a sentence once nothing has changed for a while, so that typing stays quiet. */
export function announceWhenQuiet(sentence) {
  clearTimeout(waiting);
  waiting = setTimeout(() => announce(sentence), 1200);
}
