// Sentences of the doctor put values between straight quotes; here they become protocol text.
import { withProtocolText } from "../parts/prose.js";

/** The sentence as nodes. */
export const quoted = (sentence) => withProtocolText(sentence, /(?<=^|[\s(:])'([^'\n]+)'(?=$|[\s.,;:)…])/);

/** The sentence without the values behind it, where they are shown beside each other. */
export const withoutValues = (message) => message.replace(/ (?:Yours|Expected): .*$/s, "");
