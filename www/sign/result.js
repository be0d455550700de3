// Step 4: the signature, and what to send, in four ways to copy.
import { h } from "../parts/dom.js";
import { chip, traced } from "../parts/chips.js";
import { copyButton } from "../parts/copy.js";
import { redraw } from "../parts/changes.js";
import { duration } from "../parts/duration.js";

const headerLines = (headers) => Object.entries(headers).map(([name, value]) => `${name}: ${value}`).join("\n");

/** Each block: what it is called, the text that is copied, and how it is drawn. */
const BLOCKS = [
  { id: "url", name: "URL", what: "the URL", text: (result) => result.url, draw: urlNodes },
  { id: "headers", name: "Headers", what: "the headers", text: (result) => headerLines(result.headers), draw: headerNodes },
  { id: "curl", name: "curl", what: "the curl command", text: (result) => result.curl },
  { id: "fetch", name: "fetch", what: "the JavaScript", text: (result) => result.fetch },
];

const PARTS_OF_REQUEST = { endpoint: "where", uri: "what", query: "with" };
const PARTS_OF_SIGNATURE = {
  "X-Amz-Algorithm": "how it is signed",
  "X-Amz-Credential": "who signed, and the scope",
  "X-Amz-Date": "when",
  "X-Amz-Expires": "for how many seconds",
  "X-Amz-Security-Token": "temporary credentials",
  "X-Amz-S3session-Token": "the bucket’s session",
  "X-Amz-SignedHeaders": "which headers count",
  "X-Amz-Signature": "the signature",
};

function urlNodes({ placement, result }, values) {
  if (placement === "header") return h("pre", { class: "protocol plain" }, traced(result.url, values));
  return h("div", { class: "url-parts" }, result.urlParts.map(({ part, text }) =>
    h("span", { class: "url-part", "data-part": part },
      h("span", { class: "url-part-name" }, PARTS_OF_REQUEST[part] ?? PARTS_OF_SIGNATURE[part] ?? part), h("code", {}, traced(text, values)))));
}

function headerNodes({ result, placement }, values) {
  const entries = Object.entries(result.headers);
  if (!entries.length) return h("p", { class: "aside" }, "None beside those every client sends. Whoever has the URL can use it as it is.");
  return [
    placement === "query" && h("p", { class: "aside" }, "Signed, so they must be sent with the URL, exactly so:"),
    h("pre", { class: "protocol plain" }, entries.flatMap(([name, value], index) => [
      index ? "\n" : "", h("span", { class: "header-name" }, `${name}: `), ...traced(value, values),
    ])),
  ];
}

const WHEN = new Intl.DateTimeFormat("en-GB", { dateStyle: "full", timeStyle: "medium", timeZone: "UTC" });

function lifetime({ result }, now) {
  if (!result.expiresAt) return null;
  const end = new Date(result.expiresAt);
  const left = end - now;
  const state = left > 0 ? `in ${duration(left)}` : `that was ${duration(left)} ago`;
  return h("p", { class: "lifetime" }, left > 0 ? "Works until " : "Worked until ", h("time", { datetime: result.expiresAt }, `${WHEN.format(end)} UTC`), ` (${state}), for ${result.method} only.`);
}

export function result(container) {
  let latest;
  const signature = h("div", { class: "signature", "data-place": "Step 4, the signature" });
  const life = h("div", {});
  const bodies = new Map(BLOCKS.map(({ id }) => [id, h("div", { class: "send-body", "data-place": `What to send, ${id}` })]));
  const blocks = h("div", { class: "send" }, BLOCKS.map(({ id, name, what, text }) =>
    h("section", { class: `send-block send-${id}`, "aria-label": name },
      h("div", { class: "text-head" }, h("h4", {}, name), copyButton(() => text(latest.result), what)), bodies.get(id))));
  const sending = h("div", {}, h("h3", { class: "send-title" }, "What to send"), life, blocks);
  container.append(signature, sending);

  return (explanation, values) => {
    latest = explanation;
    redraw(signature, explanation.signature === null
      ? [h("p", { class: "aside" }, "Give a secret access key to go on.")]
      : [h("p", { class: "flows" }, h("span", { class: "operation" }, "HMAC-SHA256"), h("span", { class: "operands" }, "signing key, string to sign"), h("span", { class: "arrow", "aria-hidden": "true" }, "→")),
         h("p", { class: "signature-value", "data-key": "signature" }, chip("signature", explanation.signature, { full: true }))]);
    sending.hidden = explanation.result === null;
    if (!explanation.result) return;
    life.replaceChildren(...[lifetime(explanation, new Date())].filter(Boolean));
    for (const { id, text, draw } of BLOCKS) {
      const drawn = draw ? draw(explanation, values) : h("pre", { class: "protocol plain" }, traced(text(explanation.result), values));
      bodies.get(id).replaceChildren(...[drawn].flat().filter(Boolean));
    }
  };
}
