// Every mistake that the doctor can name: a list, and for each its address, an example and the reason.
import { h } from "../parts/dom.js";
import { copyButton } from "../parts/copy.js";
import { comparison, sides } from "../parts/comparison.js";
import { mistakes } from "./diagnose.js";
import { quoted } from "./quoted.js";
import { mistakeAddress, order, placeNote } from "./where.js";

let table;
/** The table is made once: its examples are computed. */
const all = () => (table ??= mistakes());

const groupOf = ({ where }) =>
  where
    .split(".")
    .slice(0, where.startsWith("canonical-request") ? 2 : 1)
    .join(".");

function list() {
  const groups = new Map();
  for (const entry of all()) groups.set(groupOf(entry), [...(groups.get(groupOf(entry)) ?? []), entry]);
  return [...groups]
    .sort(([a], [b]) => order(a) - order(b))
    .map(([where, entries]) => {
      return h(
        "section",
        { class: "mistake-group" },
        h("h3", {}, placeNote(where)),
        h(
          "ul",
          {},
          entries.map(({ id, what }) =>
            h("li", {}, h("a", { href: mistakeAddress(id) }, id), h("span", {}, quoted(what))),
          ),
        ),
      );
    });
}

function example({ wrong, right }) {
  if (!wrong && !right) return null;
  if (!`${wrong}${right}`.includes("\n")) return sides(wrong, right, { yoursIs: "wrong" });
  return comparison(wrong, right, { label: "The mistake beside the right text", yoursIs: "wrong" }).list;
}

function article(mistake) {
  const { id, where, what, fix } = mistake;
  return h(
    "article",
    { class: "step mistake", "data-mistake": id, "aria-labelledby": "mistake-title" },
    h("p", { class: "mistake-id" }, h("code", {}, id), placeNote(where)),
    h("h2", { id: "mistake-title", tabindex: "-1" }, quoted(what)),
    example(mistake),
    h("p", { class: "fix" }, h("b", {}, "What to do. "), quoted(fix)),
    h(
      "p",
      { class: "mistake-ways" },
      h("a", { href: "#doctor" }, "Back to the diagnosis"),
      h("a", { href: "#mistakes" }, "All mistakes"),
      copyButton(() => `${location.href.split("#")[0]}${mistakeAddress(id)}`, "link to this mistake", "Copy link"),
    ),
  );
}

/** Draws the list, or one mistake; an id that nobody knows is said to be none. */
export function drawMistakes(container, id) {
  const mistake = all().find((entry) => entry.id === id);
  if (mistake) {
    container.replaceChildren(article(mistake));
    return;
  }
  container.replaceChildren(
    h(
      "section",
      { class: "step", "aria-labelledby": "mistake-title" },
      h(
        "header",
        {},
        h(
          "h2",
          { id: "mistake-title", tabindex: "-1" },
          id === undefined ? "All mistakes" : "No mistake has this name",
        ),
        h(
          "p",
          {},
          `The ${all().length} that the doctor can name, in the order of the steps of signing. `,
          h("a", { href: "#doctor" }, "To the diagnosis"),
        ),
      ),
      list(),
    ),
  );
}
