// "Your own canonical request": another program's text beside the right one, differing characters marked and named.
import { signCanonicalRequest } from "../sigv4.js";
import { count, h } from "../parts/dom.js";
import { announceWhenQuiet } from "../parts/announce.js";
import { diffCharacters, diffLines } from "../parts/diff.js";
import { invisibleNames, withSigns } from "../parts/invisible.js";

const PART_NAMES = {
  method: "the method", uri: "the URI", query: "the query", headers: "the headers", signedHeaders: "the signed headers", payloadHash: "the payload hash",
};

/** One line that holds `\n` as two characters is a string literal out of a log or a debugger. */
function readPasted(text) {
  if (text.includes("\n") || !/\\n/.test(text)) return { text, literal: false };
  const escapes = { n: "\n", r: "\r", t: "\t", "\\": "\\", '"': '"', "'": "'" };
  const bare = text.trim().replace(/^b?(["'`])(.*)\1[,;]?$/s, "$2");
  return { text: bare.replace(/\\([nrt\\"'])/g, (_, letter) => escapes[letter]), literal: true };
}

const marked = (runs) => runs.map(({ text, differs }) => (differs ? h("mark", {}, withSigns(text)) : text));

function side(who, number, runs) {
  return h("div", { class: `side ${who}` }, h("span", { class: "side-name" }, who), h("span", { class: "side-line" }, number ?? ""),
    h("code", {}, runs ? marked(runs) : h("span", { class: "absent" }, "this line is missing")));
}

function diffRow({ a, b, lineA, lineB, same }, parts) {
  const part = parts[(lineB ?? 0) - 1];
  if (same) return h("li", { class: "same", "data-part": part }, h("span", { class: "side-line" }, String(lineB)), h("code", {}, b));
  const runs = a !== undefined && b !== undefined
    ? diffCharacters(a, b)
    : { left: a !== undefined && [{ text: a || "\n", differs: true }], right: b !== undefined && [{ text: b || "\n", differs: true }] };
  return h("li", { class: "differs", "data-part": part }, side("yours", lineA, runs.left), side("right", lineB, runs.right));
}

/** The first difference in words, with the names of what cannot be seen. */
function verdict(rows, parts) {
  const differing = rows.filter(({ same }) => !same);
  if (!differing.length) return "Yours is the same, byte for byte. If the server still refuses it, the secret, the date or the scope differs.";
  const { a, b, lineA, lineB } = differing[0];
  const where = PART_NAMES[parts[(lineB ?? lineA) - 1]] ?? "its end";
  const runs = a !== undefined && b !== undefined ? diffCharacters(a, b) : null;
  const only = (list) => invisibleNames((list ?? []).filter(({ differs }) => differs).map(({ text }) => text).join(""));
  const extra = only(runs?.left);
  const missing = only(runs?.right);
  const detail = b === undefined ? (a === "" ? ": an empty line too many" : ": a line too many")
    : a === undefined ? (b === "" ? ": the empty line is missing" : ": a line is missing")
      : [extra.length && `: yours has a ${extra.join(", a ")}`, missing.length && `: yours lacks a ${missing.join(", a ")}`].filter(Boolean).join("");
  const lines = `${count(differing.length, "line differs", "lines differ")}`;
  return `${lines}. The first is line ${lineA ?? lineB}, ${where}${detail}.`;
}

export function compare(container) {
  let latest;
  const area = h("textarea", { id: "own-text", rows: "6", spellcheck: "false", autocapitalize: "off", autocomplete: "off" });
  const output = h("div", { class: "comparison" });
  container.append(
    h("label", { for: "own-text" }, "The canonical request your program made"),
    area,
    h("p", { class: "aside" }, "Also as a string literal with ", h("code", {}, "\\n"), ", as logs print it: only so does a carriage return survive pasting."),
    output);
  area.addEventListener("input", () => draw());

  const draw = () => {
    if (!area.value || !latest) {
      output.replaceChildren();
      return;
    }
    const { explanation, form } = latest;
    const pasted = readPasted(area.value);
    const parts = explanation.canonicalRequest.lines.map(({ part }) => part);
    const rows = diffLines(pasted.text, explanation.canonicalRequest.text);
    const same = rows.every((row) => row.same);
    const sentence = verdict(rows, parts);
    output.replaceChildren(
      h("p", { class: `verdict ${same ? "verdict-same" : "verdict-differs"}` }, sentence),
      h("ol", { class: "diff", "aria-label": "Yours beside the right one" }, rows.map((row) => diffRow(row, parts))),
      ...signedAsItIs(pasted.text, explanation, form));
    announceWhenQuiet(sentence);
  };

  return (explanation, form) => {
    latest = { explanation, form };
    draw();
  };
}

/** What the pasted text would sign to: to compare with what the other program sent. */
function signedAsItIs(text, { region, service, stringToSign }, form) {
  if (!form.secretAccessKey) return [];
  const { accessKeyId, secretAccessKey } = form;
  const [, ...fields] = /^(....)(..)(..)T(..)(..)(..)Z$/.exec(stringToSign.dateTime).map(Number);
  const date = new Date(Date.UTC(fields[0], fields[1] - 1, ...fields.slice(2)));
  const own = signCanonicalRequest({ credentials: { accessKeyId, secretAccessKey }, region, service }, text, { date });
  return [h("dl", { class: "own-values" },
    h("dt", {}, "Its hash"), h("dd", {}, own.canonicalRequestHash),
    h("dt", {}, "Its signature"), h("dd", {}, own.signature))];
}
