// Step 2: four lines, each with where it comes from.
import { h } from "../parts/dom.js";
import { chip } from "../parts/chips.js";
import { copyButton } from "../parts/copy.js";
import { redraw } from "../parts/changes.js";

const inferredWords = ({ inferred }) => {
  const names = [inferred.region && "region", inferred.service && "service"].filter(Boolean).join(" and ");
  return names && `; the ${names} from the host`;
};

const LINES = {
  algorithm: () => ["Algorithm", "How everything here is signed."],
  dateTime: ({ placement }) => [
    "Date",
    placement === "query"
      ? "The moment of signing: servers accept it from then on, until its time is up."
      : "The moment of signing: servers accept it only within some minutes of their own clock.",
  ],
  credentialScope: (explanation) => [
    "Credential scope",
    `Where the signature counts: day, region, service${inferredWords(explanation)}.`,
  ],
  canonicalRequestHash: () => ["Canonical request hash", "From step 1: all six parts, in one value."],
};

export function stringToSign(container) {
  let latest;
  const list = h("ol", { class: "lines", "aria-label": "The lines of the string to sign" });
  container.append(
    h(
      "div",
      { class: "text-head" },
      h("h3", {}, "The text that is signed"),
      copyButton(() => latest.stringToSign.text, "the string to sign"),
    ),
    list,
  );

  return (explanation) => {
    latest = explanation;
    redraw(
      list,
      explanation.stringToSign.lines.map(({ part, text }, index) => {
        const [name, why] = LINES[part](explanation);
        return h(
          "li",
          { "data-place": `Step 2, line ${index + 1}` },
          h(
            "span",
            { class: "line-text", "data-key": part },
            part === "algorithm" ? h("span", { class: "plain" }, text) : chip(part, text, { full: true }),
          ),
          h("span", { class: "line-why" }, h("b", {}, name), " ", why),
        );
      }),
    );
  };
}
