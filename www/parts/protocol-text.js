// Protocol text, exactly as it is: numbered lines in the hue of their part, invisible characters on request.
import { h } from "./dom.js";
import { withSigns } from "./invisible.js";
import { traced } from "./chips.js";

/**
 * `lines` are `{ part, text }`; joined by newlines they are the text. `values` are lit where they occur.
 * The element's own text is exactly the protocol text.
 */
export function protocolText(lines, { values = [], signs = false, place, label }) {
  const rows = lines.map(({ part, text }, index) => {
    const last = index === lines.length - 1;
    const content = signs ? withSigns(last ? text : `${text}\n`) : [...traced(text, values), last ? "" : "\n"];
    return h("span", { class: "line", "data-part": part, "data-place": `${place}, line ${index + 1}` }, content);
  });
  return h("pre", { class: "protocol", "aria-label": label, role: "group" }, rows);
}
