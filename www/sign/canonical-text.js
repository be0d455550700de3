// Step 1, its end: the canonical request as text, and its hash.
import { h } from "../parts/dom.js";
import { chip } from "../parts/chips.js";
import { copyButton } from "../parts/copy.js";
import { redraw } from "../parts/changes.js";
import { protocolText } from "../parts/protocol-text.js";

export function canonicalText(container) {
  let latest;
  const text = h("div", { class: "protocol-box" });
  const hash = h("p", { class: "flows", "data-place": "Step 1, its hash" });
  const signs = h("input", { type: "checkbox", id: "signs" });
  signs.addEventListener("change", () => draw());

  const draw = () => {
    const { explanation, values } = latest;
    const { canonicalRequest } = explanation;
    redraw(text, [
      protocolText(canonicalRequest.lines, {
        values,
        signs: signs.checked,
        place: "Step 1, the text",
        label: "The canonical request",
      }),
    ]);
    redraw(hash, [
      h("span", { class: "operation" }, "SHA-256"),
      h("span", { class: "arrow", "aria-hidden": "true" }, "→"),
      h("span", { "data-key": "hash" }, chip("canonicalRequestHash", canonicalRequest.sha256)),
      h("span", { class: "flows-to" }, "goes into line 4 of the string to sign"),
    ]);
  };

  container.append(
    h(
      "div",
      { class: "text-head" },
      h("h3", {}, "The text that is hashed"),
      h("label", { class: "toggle" }, signs, h("span", {}, "show invisible characters")),
      copyButton(() => latest.explanation.canonicalRequest.text, "the canonical request"),
    ),
    text,
    hash,
  );

  return (explanation, values) => {
    latest = { explanation, values };
    draw();
  };
}
