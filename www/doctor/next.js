// What to paste next, and the lines that print it.
import { h } from "../parts/dom.js";
import { copyButton } from "../parts/copy.js";
import { PRINTERS } from "./printers.js";

/** What each missing field is called, and where one gets it. */
const MISSING = {
  request: [
    "The request as it was sent",
    "a URL, a curl command, raw HTTP, a fetch call; where curl signs, what --verbose prints",
  ],
  response: ["The server’s answer", "the whole body of the 403 or 400, XML or JSON, as it is"],
  canonicalRequest: ["The canonical request that your code makes", "the lines below print it"],
  stringToSign: ["The string to sign that your code makes", "the same lines print it"],
  secretAccessKey: ["The secret access key", "when nothing else tells: it is used in this page only, and kept nowhere"],
};
const SIGNED = ["request", "canonicalRequest", "stringToSign"];

/** The secret last, and not before there is something that it signs. */
function inOrder(missing) {
  const others = missing.filter((field) => field !== "secretAccessKey");
  const isOffered = others.length < missing.length && !SIGNED.every((field) => missing.includes(field));
  return [...others, ...(isOffered ? ["secretAccessKey"] : [])];
}

let chosen = "Python";

function way(name, text, note) {
  const label = `the lines for ${name}`;
  return h(
    "div",
    {},
    h(
      "div",
      { class: "text-head" },
      h("h3", {}, name),
      copyButton(() => text, label),
    ),
    h("pre", { class: "protocol plain", tabindex: "0", "aria-label": label }, text),
    note && h("p", { class: "aside" }, note),
  );
}

function printers() {
  const ways = h("div");
  const draw = () => ways.replaceChildren(...PRINTERS[chosen].map((each) => way(...each)));
  const select = h(
    "select",
    {
      id: "printer",
      onchange: (event) => {
        chosen = event.target.value;
        draw();
      },
    },
    Object.keys(PRINTERS).map((language) => h("option", { selected: language === chosen }, language)),
  );
  draw();
  return h(
    "div",
    { class: "printers" },
    h("label", { class: "text-head" }, "Print canonical request and string to sign in", select),
    ways,
  );
}

/** The section; without missing fields it says how to get both texts. */
export function nextToPaste(missing, onMissing) {
  const items = inOrder(missing).map((field) =>
    h(
      "li",
      {},
      h(
        "button",
        { type: "button", class: "quiet", "data-missing": field, onclick: () => onMissing(field) },
        MISSING[field][0],
      ),
      h("span", {}, MISSING[field][1]),
    ),
  );
  return h(
    "section",
    { class: "step", "aria-labelledby": "next" },
    h(
      "header",
      {},
      h("h2", { id: "next" }, items.length ? "What to paste next" : "What tells most"),
      h(
        "p",
        {},
        items.length > 1
          ? "Each of these tells more. Some mistakes show only when several are there."
          : items.length
            ? "This may decide it."
            : "Two texts that your code makes on its way to the signature.",
      ),
    ),
    items.length > 0 && h("ul", { class: "missing" }, items),
    printers(),
  );
}
