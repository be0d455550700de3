// Characters one cannot see, or that turn the text around them, each with a sign and a name.
import { h } from "./dom.js";

const KNOWN = new Map([
  ["\n", { sign: "⏎", name: "newline" }],
  ["\r", { sign: "␍", name: "carriage return" }],
  ["\t", { sign: "⇥", name: "tab" }],
  [" ", { sign: "·", name: "space" }],
  ["\0", { sign: "␀", name: "NUL" }],
  ["\x1b", { sign: "␛", name: "escape" }],
  ["\u00a0", { sign: "⍽", name: "no-break space" }],
  ["\u00ad", { sign: "∅", name: "soft hyphen" }],
  ["\u200b", { sign: "∅", name: "zero-width space" }],
  ["\u200c", { sign: "∅", name: "zero-width non-joiner" }],
  ["\u200d", { sign: "∅", name: "zero-width joiner" }],
  ["\u200e", { sign: "∅", name: "left-to-right mark" }],
  ["\u200f", { sign: "∅", name: "right-to-left mark" }],
  ["\u202e", { sign: "∅", name: "right-to-left override" }],
  ["\ufeff", { sign: "∅", name: "byte order mark" }],
]);

/** Controls, formats, separators, halves of surrogate pairs, and what Unicode says to draw as nothing. */
const UNSEEN = "[\\p{Cc}\\p{Cf}\\p{Z}\\p{Cs}\\p{DI}]";
const EACH = new RegExp(`(${UNSEEN})`, "u");
const EACH_BUT_SPACE = new RegExp(`((?! )${UNSEEN})`, "u");

const isUnseen = (character) => EACH.test(character);

/** `U+202F` */
const codePoint = (character) => `U+${character.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}`;

const signOf = (character) => KNOWN.get(character)?.sign ?? codePoint(character);
const nameOf = (character) => KNOWN.get(character)?.name ?? `character ${codePoint(character)}`;

function signs(text, pattern) {
  return text
    .split(pattern)
    .filter(Boolean)
    .flatMap((piece) => {
      if (!isUnseen(piece) || [...piece].length > 1) return [piece];
      const name = nameOf(piece);
      const attributes = {
        class: "invisible",
        role: "img",
        "aria-label": name,
        title: name,
        "data-sign": signOf(piece),
      };
      // The style sheet draws the sign: what is selected and copied is the character.
      return piece === "\n" ? [h("span", attributes), piece] : [h("span", attributes, h("span", {}, piece))];
    });
}

/** The text as nodes, its invisible characters as named signs; a newline keeps breaking the line. */
export const withSigns = (text) => signs(text, EACH);

/** A value within a sentence as nodes: a space needs no sign there. */
export const inSentence = (text) => signs(text, EACH_BUT_SPACE);

/** `a space`, `two spaces`, `3 characters U+2009` */
function counted(run) {
  const { length } = [...run];
  const name = nameOf([...run][0]);
  if (length === 1) return `a ${name}`;
  return `${length === 2 ? "two" : length} ${name.startsWith("character ") ? name.replace(" ", "s ") : `${name}s`}`;
}

/** A short text in quotes, or by name where it cannot be seen: `“/bucket”`, `a carriage return`. */
export function named(text) {
  const characters = [...text];
  if (characters.every(isUnseen))
    return text
      .match(/(.)\1*/gsu)
      .map(counted)
      .join(" and ");
  const shown = characters.map((character) =>
    character !== " " && isUnseen(character) ? signOf(character) : character,
  );
  return `“${shown.slice(0, 40).join("")}${shown.length > 40 ? "…" : ""}”`;
}
