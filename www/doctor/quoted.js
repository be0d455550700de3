// Sentences of the doctor put values between straight quotes; here they become protocol text.
import { h } from "../parts/dom.js";

const QUOTED = /(?<=^|[\s(:])'([^'\n]+)'(?=$|[\s.,;:)…])/;

/** The sentence as nodes. */
export function quoted(sentence) {
  return sentence.split(QUOTED).map((piece, index) => (index % 2 ? h("code", {}, piece) : piece));
}

/** The sentence without the values behind it, where they are shown beside each other. */
export const withoutValues = (message) => message.replace(/ (?:Yours|Expected): .*$/s, "");
