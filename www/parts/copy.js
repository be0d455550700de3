// Copy buttons, and what is said after a copy.
import { h } from "./dom.js";
import { announceVisibly } from "./announce.js";

export async function copyText(text, what) {
  try {
    await navigator.clipboard.writeText(text);
    announceVisibly(`Copied ${what}.`);
    return true;
  } catch {
    announceVisibly(`The browser does not let this page copy ${what}: select the text instead.`);
    return false;
  }
}

/** A button that copies what `text` answers when it is pressed. */
export function copyButton(text, what, name = "Copy") {
  const button = h("button", { type: "button", class: "quiet copy", "aria-label": `Copy ${what}` }, name);
  button.addEventListener("click", async () => {
    if (!(await copyText(text(), what))) return;
    button.textContent = "Copied";
    setTimeout(() => (button.textContent = name), 1500);
  });
  return button;
}
