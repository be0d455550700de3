// Sentences of the doctor put values between straight quotes; here they become protocol text.
import { h } from "../parts/dom.js";

const QUOTED = /(?<=^|[\s(:])'([^'\n]+)'(?=$|[\s.,;:)…])/;

/** The sentence as nodes. */
export function quoted(sentence) {
  return sentence.split(QUOTED).map((piece, index) => (index % 2 ? h("code", {}, piece) : piece));
}
