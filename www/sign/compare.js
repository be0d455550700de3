// "Your own canonical request": another program's text beside the right one, differing characters marked and named.
import { signCanonicalRequest } from "../sigv4.js";
import { count, h } from "../parts/dom.js";
import { announceWhenQuiet } from "../parts/announce.js";
import { diffCharacters, diffLines } from "../parts/diff.js";
import { named, withSigns } from "../parts/invisible.js";

const PART_NAMES = {
  method: "the method",
  uri: "the URI",
  query: "the query",
  headers: "the headers",
  signedHeaders: "the signed headers",
  payloadHash: "the payload hash",
};

/** One line that holds `\n` as two characters is a string literal out of a log or a debugger. */
function readPasted(text) {
  if (text.includes("\n") || !text.includes("\\n")) return text;
  const escapes = { n: "\n", r: "\r", t: "\t", "\\": "\\", '"': '"', "'": "'" };
  const bare = text.trim().replace(/^b?(["'`])(.*)\1[,;]?$/s, "$2");
  return bare.replace(/\\([nrt\\"'])/g, (_, letter) => escapes[letter]);
}

/** Each side of a differing row as runs; a side that lacks the line has none. */
function runsOf({ a, b }) {
  if (a !== undefined && b !== undefined) return diffCharacters(a, b);
  const whole = (text) => text !== undefined && [{ text: text || "\n", differs: true }];
  return { left: whole(a), right: whole(b) };
}

/** What is wrong with a line, in words: what it has too much, lacks, or has in another's place. */
function inWords({ a, b, lineA, lineB }, runs, parts) {
  const where = `Line ${lineA ?? lineB}, ${PART_NAMES[parts[(lineB ?? lineA) - 1]] ?? "after the end"}: `;
  if (b === undefined) return `${where}this ${a === "" ? "empty line" : "line"} is too many.`;
  if (a === undefined) return `${where}${b === "" ? "the empty line" : "this line"} is missing.`;
  const differing = (list) => list.filter(({ differs }) => differs).map(({ text }) => text);
  const [has, lacks] = [differing(runs.left), differing(runs.right)];
  if (has.length > 1 || lacks.length > 1)
    return `${where}yours differs in ${count(Math.max(has.length, lacks.length), "place")}.`;
  if (!lacks.length) return `${where}yours has ${named(has[0])} too many.`;
  if (!has.length) return `${where}yours lacks ${named(lacks[0])}.`;
  return `${where}yours has ${named(has[0])} where ${named(lacks[0])} belongs.`;
}

const marked = (runs) => runs.map(({ text, differs }) => (differs ? h("mark", {}, withSigns(text)) : text));

function side(who, line, runs) {
  return h(
    "div",
    { class: `side ${who}` },
    h("span", { class: "side-name" }, who),
    h("span", { class: "side-line" }, line ? String(line) : ""),
    h("code", {}, runs ? marked(runs) : h("span", { class: "absent" }, "not there")),
  );
}

function diffRow(row, parts) {
  const { b, lineA, lineB, same } = row;
  const part = parts[(lineB ?? 0) - 1];
  if (same)
    return h(
      "li",
      { class: "same", "data-part": part },
      h("span", { class: "side-line" }, String(lineB)),
      h("code", {}, b),
    );
  const runs = runsOf(row);
  return h(
    "li",
    { class: "differs", "data-part": part },
    h("p", { class: "said" }, inWords(row, runs, parts)),
    side("yours", lineA, runs.left),
    side("right", lineB, runs.right),
  );
}

function verdict(rows) {
  const differing = rows.filter(({ same }) => !same).length;
  if (differing) return `${count(differing, "line differs", "lines differ")}, so every hash after it does.`;
  return "Yours is the same, byte for byte. If the server still refuses it, look at the secret, the date and the scope.";
}

export function compare(container) {
  let latest;
  const area = h("textarea", {
    id: "own-text",
    rows: "6",
    spellcheck: "false",
    autocapitalize: "off",
    autocomplete: "off",
  });
  const output = h("div", { class: "comparison" });
  container.append(
    h("label", { for: "own-text" }, "The canonical request your program made"),
    area,
    h(
      "p",
      { class: "aside" },
      "Also as a string literal with ",
      h("code", {}, "\\n"),
      ", as logs print it: only so does a carriage return survive pasting.",
    ),
    output,
  );
  area.addEventListener("input", () => draw());

  const draw = () => {
    if (!area.value || !latest) {
      output.replaceChildren();
      return;
    }
    const { explanation, form } = latest;
    const pasted = readPasted(area.value);
    const parts = explanation.canonicalRequest.lines.map(({ part }) => part);
    const rows = diffLines(pasted, explanation.canonicalRequest.text);
    const sentence = verdict(rows);
    output.replaceChildren(
      h("p", { class: `verdict ${rows.every(({ same }) => same) ? "verdict-same" : "verdict-differs"}` }, sentence),
      h(
        "ol",
        { class: "diff", "aria-label": "Yours beside the right one" },
        rows.map((row) => diffRow(row, parts)),
      ),
      ...signedAsItIs(pasted, explanation, form),
    );
    announceWhenQuiet(sentence);
  };

  return (explanation, form) => {
    latest = { explanation, form };
    draw();
  };
}

/** What the pasted text would sign to: to compare with what the other program sent. */
function signedAsItIs(text, { region, service, stringToSign }, { accessKeyId, secretAccessKey }) {
  if (!secretAccessKey || text.includes("\0")) return [];
  const iso = stringToSign.dateTime.replace(/(....)(..)(..)T(..)(..)(..)Z/, "$1-$2-$3T$4:$5:$6Z");
  const own = signCanonicalRequest({ credentials: { accessKeyId, secretAccessKey }, region, service }, text, {
    date: new Date(iso),
  });
  return [
    h(
      "dl",
      { class: "own-values" },
      h("dt", {}, "Your text’s hash"),
      h("dd", {}, own.canonicalRequestHash),
      h("dt", {}, "Your text’s signature"),
      h("dd", {}, own.signature),
    ),
  ];
}
