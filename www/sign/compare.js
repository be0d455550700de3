// "Your own canonical request": another program's text beside the right one, differing characters marked and named.
import { count, h } from "../parts/dom.js";
import { announceWhenQuiet } from "../parts/announce.js";
import { comparison } from "../parts/comparison.js";
import { momentOf } from "../parts/date-time.js";
import { PART_LISTS, PART_NAMES } from "../parts/part-names.js";
import { explainForm } from "./request.js";
import { signCanonicalRequest } from "./sigv4.js";

/** One line that holds `\n` as two characters is a string literal out of a log or a debugger. */
function readPasted(text) {
  if (text.includes("\n") || !text.includes("\\n")) return text;
  const escapes = { n: "\n", r: "\r", t: "\t" };
  const bare = text.trim().replace(/^b?(["'`])(.*)\1[,;]?$/s, "$2");
  return bare.replace(/\\(?:u([\da-fA-F]{4})|x([\da-fA-F]{2})|([nrt\\"'/]))/g, (_, unit, byte, letter) =>
    letter ? (escapes[letter] ?? letter) : String.fromCharCode(Number.parseInt(unit ?? byte, 16)),
  );
}

/**
 * `{ right, more }`: the right text to compare with, and the headers that it signs beside the rule, since the pasted text does
 * and may. Their values are the form's, or else what the text has.
 */
function signedAs(text, explanation, form) {
  const { signed, skipped } = explanation.canonicalRequest.headers;
  const lines = text.split("\n");
  const lists = lines.map((line) => line.trim().toLowerCase().split(";"));
  const isIn = (headers = [], name) => headers.some((header) => header.name === name);
  const others = lines
    .map((line) => ({ line, name: /^[^:\s]+(?=:)/.exec(line)?.[0].toLowerCase() }))
    .filter(({ name }) => name && !isIn(signed, name) && lists.some((list) => list.includes(name)));
  const asIs = { right: explanation, more: [] };
  if (!others.length) return asIs;
  const namesOf = (headers) => [...new Set(headers.map(({ name }) => name))];
  const explained = (headers, signedHeaders = namesOf(headers)) => {
    const added = headers.filter(({ name }) => !isIn(skipped, name)).map(({ line }) => line);
    const now = momentOf(explanation.stringToSign.dateTime);
    return explainForm({ ...form, headers: [form.headers, ...added].join("\n") }, { now, signedHeaders }).explanation;
  };
  const [byRule, asked] = [explained(others, []), explained(others)].map((each) => each?.canonicalRequest.headers);
  const allowed = others.filter(({ name }) => isIn(byRule?.skipped, name) && isIn(asked?.signed, name));
  const more = namesOf(allowed);
  const right = explained(allowed);
  return right ? { right, more } : asIs;
}

function verdict(differing) {
  if (differing)
    return `${count(differing, "line differs", "lines differ")}, so every hash after ${differing === 1 ? "it" : "them"} does.`;
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
    const { right, more } = signedAs(pasted, explanation, form);
    const { list, differing } = comparison(pasted, right.canonicalRequest.text, {
      parts: right.canonicalRequest.lines.map(({ part }) => part),
      names: PART_NAMES,
      lists: PART_LISTS,
      label: "Yours beside the right one",
    });
    const sentence = verdict(differing);
    output.replaceChildren(
      h("p", { class: `verdict ${differing ? "verdict-differs" : "verdict-same"}` }, sentence),
      list,
      ...(more.length
        ? [
            h(
              "p",
              { class: "aside" },
              `Signed here as in yours: ${more.join(", ")}. It is left out above as a rule, and may be signed.`,
            ),
          ]
        : []),
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
  const own = signCanonicalRequest({ credentials: { accessKeyId, secretAccessKey }, region, service }, text, {
    date: momentOf(stringToSign.dateTime),
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
