// Sentences that hold protocol text.
import { h } from "./dom.js";
import { inSentence } from "./invisible.js";

/** As nodes. What a group of `pattern` matches is protocol text. */
export function withProtocolText(sentence, pattern) {
  return sentence.split(pattern).map((piece, index) => (index % 2 ? h("code", {}, inSentence(piece)) : piece));
}

/** Of an explanation: its sentences put protocol text between backticks, also a backtick. */
export const prose = (sentence) => withProtocolText(sentence, /`(`|[^`]+)`/);
