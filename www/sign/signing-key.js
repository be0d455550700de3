// Step 3: the chain of four HMACs, its values shown only when asked for.
import { h } from "../parts/dom.js";
import { copyText } from "../parts/copy.js";
import { redraw } from "../parts/changes.js";

/** The links of the chain and what each one is keyed for. */
const LINKS = [
  { key: "kDate", name: "date key", adds: "the day" },
  { key: "kRegion", name: "region key", adds: "the region" },
  { key: "kService", name: "service key", adds: "the service" },
  { key: "kSigning", name: "signing key", adds: "a fixed end" },
];

/** `onReveal(revealed)` asks for an explanation with or without keys. */
export function signingKey(container, onReveal) {
  let revealed = false;
  const chain = h("ol", { class: "chain", "aria-label": "The chain of keys" });
  const button = h("button", { type: "button", class: "quiet", "aria-pressed": "false" }, "Reveal the keys");
  const reason = h("p", { class: "aside" });
  button.addEventListener("click", () => {
    revealed = !revealed;
    button.textContent = revealed ? "Hide the keys" : "Reveal the keys";
    button.setAttribute("aria-pressed", String(revealed));
    onReveal(revealed);
  });
  container.append(chain, h("div", { class: "reveal" }, button, reason));

  return (explanation) => {
    const { region, service, signature, stringToSign, signingKey: keys } = explanation;
    const messages = stringToSign.credentialScope.split("/");
    redraw(
      chain,
      LINKS.map(({ key, name, adds }, index) =>
        h(
          "li",
          { class: "link" },
          h("span", { class: "link-key" }, index ? LINKS[index - 1].name : ["“AWS4” + ", h("b", {}, "secret")]),
          h("span", { class: "operation" }, "HMAC"),
          h("span", { class: "link-message", "data-key": `${key}-message` }, messages[index]),
          h("span", { class: "link-adds" }, adds),
          h("span", { class: "link-result" }, h("b", {}, name), keyValue(keys?.[key], name, signature)),
        ),
      ),
    );
    reason.textContent =
      signature === null
        ? "Without a secret there is no key, and the steps end here."
        : `Hidden until asked for: with the signing key anybody can sign for ${service} in ${region} until the day is over, and make presigned URLs that work for up to 7 days. The keys before it reach further.`;
    button.disabled = signature === null;
  };
}

function keyValue(value, name, signature) {
  if (signature === null) return h("span", { class: "hidden-key" }, "no secret");
  if (!value) return h("span", { class: "hidden-key", role: "img", "aria-label": "hidden" }, "••••••••");
  return h(
    "button",
    {
      type: "button",
      class: "chip",
      "aria-label": `${value.slice(0, 8)}…, copy the ${name}`,
      title: value,
      onclick: () => copyText(value, `the ${name}`),
    },
    h("span", { class: "chip-text" }, `${value.slice(0, 8)}…`),
    h("span", { class: "copy-icon", "aria-hidden": "true" }),
  );
}
