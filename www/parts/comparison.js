// Two texts beside each other: what differs marked, named and said in words. Knows nothing about what the texts mean.
import { count, h } from "./dom.js";
import { diffCharacters, diffLines } from "./diff.js";
import { named, withSigns } from "./invisible.js";

/** Two of these have no characters in common but by chance. */
const HASH = /^[0-9a-f]{64}$/i;

/** Each side of a differing row as runs; a side that lacks the line has none. */
function runsOf({ a, b }) {
  const isHashes = HASH.test(a) && HASH.test(b) && a.toLowerCase() !== b.toLowerCase();
  if (a !== undefined && b !== undefined && !isHashes) return diffCharacters(a, b, { least: 0.5 });
  const whole = (text) => text !== undefined && [{ text: text || "\n", differs: true }];
  return { left: whole(a), right: whole(b) };
}

/** What is wrong with a list, where its pieces tell it better than its characters: their order, or one kind of pieces. */
function listInWords(a, b, { between, pieces }) {
  const [has, belongs] = [a.split(between), b.split(between)];
  const without = (list, other) => {
    const rest = [...other];
    return list.filter((piece) => !rest.includes(piece) || !rest.splice(rest.indexOf(piece), 1));
  };
  const [more, fewer] = [without(has, belongs), without(belongs, has)];
  const all = (list) => list.map(named).join(" and ");
  if (more.length && !fewer.length) return `yours has ${all(more)} too many`;
  if (fewer.length && !more.length) return `yours lacks ${all(fewer)}`;
  if (more.length) return null;
  const at = has.findIndex((piece, index) => piece !== belongs[index]);
  return `yours has its ${pieces} in another order: ${named(belongs[at])} belongs before ${named(has[at])}`;
}

/** What is wrong with a line, in words: what it has too much, lacks, or has in another's place. */
function inWords({ a, b, lineA, lineB }, runs, name, list) {
  const where = `Line ${lineA ?? lineB}${name ? `, ${name}` : ""}: `;
  if (b === undefined) return `${where}this ${a === "" ? "empty line" : "line"} is too many.`;
  if (a === undefined) return `${where}${b === "" ? "the empty line" : "this line"} is missing.`;
  const ofList = list && a && b && listInWords(a, b, list);
  if (ofList) return `${where}${ofList}.`;
  const differing = (pieces) => pieces.filter(({ differs }) => differs).map(({ text }) => text);
  const [has, lacks] = [differing(runs.left), differing(runs.right)];
  if (HASH.test(has[0]) && HASH.test(lacks[0])) return `${where}yours is another hash.`;
  if (has.length > 1 || lacks.length > 1)
    return `${where}yours differs in ${count(Math.max(has.length, lacks.length), "place")}.`;
  if (!lacks.length) return `${where}yours has ${named(has[0])} too many.`;
  if (!has.length) return `${where}yours lacks ${named(lacks[0])}.`;
  return `${where}yours has ${named(has[0])} where ${named(lacks[0])} belongs.`;
}

const marked = (runs) => runs.map(({ text, differs }) => (differs ? h("mark", {}, withSigns(text)) : text));

function side(who, line, runs, name = who) {
  const absent = runs ? runs.length === 0 && "empty" : "not there";
  return h(
    "div",
    { class: `side ${who}` },
    h("span", { class: "side-name" }, name),
    h("span", { class: "side-line" }, line ? String(line) : ""),
    h("code", {}, absent ? h("span", { class: "absent" }, absent) : marked(runs)),
  );
}

/** The part of a line that is too many, after the right text's line of this number: rather one that has several lines. */
function partBetween(parts, last) {
  const [before, after] = [parts[last - 1], parts[last]];
  const hasLines = (part) => part !== undefined && parts.indexOf(part) !== parts.lastIndexOf(part);
  if (after === undefined) return undefined;
  return hasLines(before) || !hasLines(after) ? (before ?? after) : after;
}

/**
 * Yours and the right one as a list of rows, and how many of them differ. `parts` says of each line of the right text
 * which part it is, `names` what the parts are called, `lists` which of them are lists. `beside` puts
 * both in columns where there is room.
 */
export function comparison(
  yours,
  right,
  { parts = [], names = {}, lists = {}, label, beside = false, yoursIs = "yours" },
) {
  const rows = diffLines(yours, right);
  let last = 0;
  const items = rows.map((row) => {
    const { b, lineA, lineB, same } = row;
    const part = lineB ? parts[lineB - 1] : partBetween(parts, last);
    last = lineB ?? last;
    if (same)
      return h(
        "li",
        { class: "same", "data-part": part },
        h("span", { class: "side-line" }, String(lineB)),
        h("code", {}, b),
        beside && h("code", { class: "again", "aria-hidden": "true" }, b),
      );
    const runs = runsOf(row);
    const name = parts.length ? (names[part] ?? "after the end") : "";
    return h(
      "li",
      { class: "differs", "data-part": part },
      h("p", { class: "said" }, inWords(row, runs, name, lists[part])),
      side("yours", lineA, runs.left, yoursIs),
      side("right", lineB, runs.right),
    );
  });
  const differing = rows.filter(({ same }) => !same).length;
  return { list: h("ol", { class: beside ? "diff beside" : "diff", "aria-label": label }, items), differing };
}

/** One value of each side, without lines. */
export function sides(yours, right, { yoursIs = "yours" } = {}) {
  const { left, right: expected } = runsOf({ a: yours, b: right });
  return h(
    "div",
    { class: "diff diff-values" },
    yours !== undefined && side("yours", 0, left, yoursIs),
    right !== undefined && side("right", 0, expected),
  );
}
