// The diagnosis: the verdict in a sentence, then the evidence, the fix, the corrected texts, and what was ruled out.
import { byId, count, h } from "../parts/dom.js";
import { comparison, sides } from "../parts/comparison.js";
import { nextToPaste } from "./next.js";
import { quoted, withoutValues } from "./quoted.js";
import { texts } from "./texts.js";
import { mistakeAddress, placeNote } from "./where.js";

const VERDICTS = {
  matches: "The signature is right",
  explained: "Found",
  unexplained: "Not decided yet",
  "not-sigv4": "Not Signature Version 4",
};

const CERTAINTIES = {
  proven: "a hash or a signature was reproduced with exactly this mistake",
  certain: "what is given breaks a rule, or the service says so",
  likely: "fits best what is given",
  possible: "cannot be ruled out",
};

const isFirm = ({ certainty }) => certainty === "proven" || certainty === "certain";

function certaintyNote({ certainty }) {
  return h(
    "p",
    { class: "certainty" },
    h("span", { class: `badge badge-${certainty}` }, certainty),
    " ",
    CERTAINTIES[certainty],
  );
}

/** What stands there and what belongs there; texts of many lines stand below, beside each other. */
function values({ yours, expected }) {
  if (yours === undefined && expected === undefined) return null;
  if (!`${yours ?? ""}${expected ?? ""}`.includes("\n")) return sides(yours, expected);
  return comparison(yours ?? "", expected ?? "", { label: "Yours beside the right one" }).list;
}

/** `isTold`: the verdict has said it already. */
function finding(found, { isTold, isShown }) {
  const { id, where, message, fix } = found;
  return h(
    "article",
    { class: "finding", "data-finding": id },
    h("h3", { class: "finding-place" }, placeNote(where)),
    !isTold && h("p", { class: "finding-message" }, quoted(withoutValues(message))),
    !isShown && values(found),
    h("p", { class: "fix" }, h("b", {}, "What to do. "), quoted(fix)),
    h(
      "div",
      { class: "finding-end" },
      certaintyNote(found),
      h("a", { href: mistakeAddress(id) }, "About this mistake"),
    ),
  );
}

const isShownBelow = ({ yours = "" }, { canonicalRequest }) => yours.includes("\n") && yours === canonicalRequest;

/** The sentence, with links where it names mistakes by their ids. */
function sentence({ summary: whole, findings }) {
  const first = findings.find(({ message }) => whole.startsWith(message))?.message ?? "";
  // What would tell stands below as a list.
  const summary = withoutValues(first) + whole.slice(first.length).replace(/ What would tell: .*$/s, "");
  const ids = findings.map(({ id }) => id).filter((id) => summary.includes(id));
  if (!ids.length) return quoted(summary);
  return summary
    .split(new RegExp(`\\b(${ids.join("|")})\\b`))
    .map((piece) => (ids.includes(piece) ? h("a", { href: mistakeAddress(piece) }, piece) : quoted(piece)));
}

function folded(id, title, ...content) {
  return h("details", { class: "folded", id }, h("summary", {}, title), content);
}

function section(id, title, ...content) {
  return h("section", { class: "step", "aria-labelledby": id }, h("header", {}, h("h2", { id }, title)), content);
}

/** `onMissing(field)` brings a person to the box of a field. */
export function answer(container, onMissing) {
  const verdict = byId("verdict");
  return (diagnosis, evidence) => {
    const isEmpty = !Object.keys(evidence).length;
    byId("verdict-box").hidden = isEmpty;
    byId("before-evidence").hidden = !isEmpty;
    if (isEmpty) {
      verdict.replaceChildren();
      container.replaceChildren(nextToPaste([], onMissing));
      return;
    }
    const isElse = diagnosis.verdict === "unexplained" && diagnosis.refused !== undefined;
    byId("verdict-box").dataset.verdict = diagnosis.verdict;
    verdict.replaceChildren(
      h("p", { class: "verdict-name" }, isElse ? "Not the signature" : VERDICTS[diagnosis.verdict]),
      h("h2", { class: "verdict-sentence" }, sentence(diagnosis)),
    );
    const firm = diagnosis.findings.filter(isFirm);
    const open = diagnosis.findings.filter((found) => !isFirm(found));
    const { missing, ruledOut } = diagnosis;
    container.replaceChildren(
      ...[
        firm.length > 0 &&
          section(
            "found",
            firm.length === 1 ? "The mistake" : count(firm.length, "mistake"),
            firm.map((found) => finding(found, { isTold: firm.length === 1, isShown: isShownBelow(found, evidence) })),
          ),
        missing.length > 0 && !isElse && nextToPaste(missing, onMissing),
        open.length > 0 &&
          section(
            "suspects",
            firm.length || isElse ? "Worth a look" : "What may be wrong",
            open.map((found) => finding(found, {})),
          ),
        ...texts(diagnosis, evidence),
        ruledOut.length > 0 &&
          folded(
            "ruled-out",
            `Ruled out: ${count(ruledOut.length, "thing")}`,
            h(
              "ul",
              {},
              ruledOut.map((text) => h("li", {}, quoted(text))),
            ),
          ),
      ].filter(Boolean),
    );
  };
}
