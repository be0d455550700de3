// Characters one cannot see, each with a sign and a name.
import { h } from "./dom.js";

const INVISIBLE = new Map([
  ["\n", { sign: "⏎", name: "newline" }],
  ["\r", { sign: "␍", name: "carriage return" }],
  ["\t", { sign: "⇥", name: "tab" }],
  [" ", { sign: "·", name: "space" }],
  ["\u00a0", { sign: "⍽", name: "no-break space" }],
  ["\u200b", { sign: "∅", name: "zero-width space" }],
  ["\ufeff", { sign: "∅", name: "byte order mark" }],
  ["\0", { sign: "␀", name: "NUL" }],
]);
const PATTERN = /([\n\r\t \u00a0\u200b\ufeff\0])/;

/** The text as nodes, its invisible characters as named signs; a newline keeps breaking the line. */
export function withSigns(text) {
  return text
    .split(PATTERN)
    .filter(Boolean)
    .flatMap((piece) => {
      const invisible = INVISIBLE.get(piece);
      if (!invisible) return [piece];
      const sign = h(
        "span",
        { class: "invisible", role: "img", "aria-label": invisible.name, title: invisible.name },
        invisible.sign,
      );
      return piece === "\n" ? [sign, "\n"] : [sign];
    });
}

/** A short text in quotes, or by name where it cannot be seen: `“/bucket”`, `a carriage return`. */
export function named(text) {
  const names = [...text].map((character) => INVISIBLE.get(character)?.name);
  if (names.every(Boolean)) return names.length === 1 ? `a ${names[0]}` : names.join(" and ");
  const shown = text.length > 40 ? `${text.slice(0, 40)}…` : text;
  return `“${[...shown].map((character) => (character === " " ? " " : (INVISIBLE.get(character)?.sign ?? character))).join("")}”`;
}
