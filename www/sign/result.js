// Step 4: the signature, and what to send, in four ways to copy.
import { h } from "../parts/dom.js";
import { chip, traced } from "../parts/chips.js";
import { copyButton } from "../parts/copy.js";
import { redraw } from "../parts/changes.js";
import { duration } from "../parts/duration.js";

const headerLines = (headers) =>
  Object.entries(headers)
    .map(([name, value]) => `${name}: ${value}`)
    .join("\n");

/** Each block: what it is called, the text that is copied, and how it is drawn. */
const BLOCKS = [
  { id: "url", name: "URL", what: "the URL", text: (result) => result.url, draw: urlNodes },
  {
    id: "headers",
    name: "Headers",
    what: "the headers",
    text: (result) => headerLines(result.headers),
    draw: headerNodes,
  },
  { id: "curl", name: "curl", what: "the curl command", text: (result) => result.curl },
  { id: "fetch", name: "fetch", what: "the JavaScript", text: (result) => result.fetch },
];

/** What each piece of a presigned URL says, and the part of the canonical request it is or makes. */
const URL_PIECES = {
  endpoint: { says: "where", part: "headers" },
  uri: { says: "what", part: "uri" },
  query: { says: "with", part: "query" },
  "X-Amz-Algorithm": { says: "how it is signed", part: "query" },
  "X-Amz-Credential": { says: "who signed, and the scope", part: "query" },
  "X-Amz-Date": { says: "when", part: "query" },
  "X-Amz-Expires": { says: "for how many seconds", part: "query" },
  "X-Amz-Security-Token": { says: "temporary credentials", part: "query" },
  "X-Amz-S3session-Token": { says: "the bucket’s session", part: "query" },
  "X-Amz-SignedHeaders": { says: "which headers count", part: "signedHeaders" },
  "X-Amz-Signature": { says: "the signature" },
};

function plainNodes(text) {
  return ({ result }, values) => h("pre", { class: "protocol plain" }, traced(text(result), values));
}

function urlNodes({ placement, result }, values) {
  if (placement === "header") return h("pre", { class: "protocol plain" }, traced(result.url, values));
  return h(
    "div",
    { class: "url-parts" },
    result.urlParts.map((piece) => {
      const { says, part } = URL_PIECES[piece.part] ?? { says: piece.part };
      return h(
        "span",
        { class: "url-part", "data-part": part },
        h("span", { class: "url-part-name" }, says),
        h("code", {}, traced(piece.text, values)),
      );
    }),
  );
}

function headerNodes({ result, placement }, values) {
  const entries = Object.entries(result.headers);
  if (!entries.length)
    return h("p", { class: "aside" }, "None beside those every client sends. Whoever has the URL can use it as it is.");
  return [
    placement === "query" && h("p", { class: "aside" }, "Signed, so they must be sent with the URL, exactly so:"),
    h(
      "pre",
      { class: "protocol plain" },
      entries.flatMap(([name, value], index) => [
        index ? "\n" : "",
        h("span", { class: "header-name" }, `${name}: `),
        ...traced(value, values),
      ]),
    ),
  ];
}

const WHEN = new Intl.DateTimeFormat("en-GB", { dateStyle: "full", timeStyle: "medium", timeZone: "UTC" });

/** In whole minutes, while there are some: seconds that run draw the eye. */
const coarse = (left) => (Math.abs(left) >= 120_000 ? Math.trunc(left / 60_000) * 60_000 : left);

function lifetime({ result }) {
  if (!result.expiresAt) return null;
  const end = new Date(result.expiresAt);
  const left = coarse(end - Math.floor(Date.now() / 1000) * 1000);
  const state = left > 0 ? `in ${duration(left)}` : `that was ${duration(left)} ago`;
  return h(
    "p",
    { class: "lifetime" },
    left > 0 ? "Works until " : "Worked until ",
    h("time", { datetime: result.expiresAt }, `${WHEN.format(end)} UTC`),
    ` (${state}), for ${result.method} only.`,
  );
}

/** A block with its copy button; `update` draws it anew. */
function sendBlock({ id, name, what, text, draw = plainNodes(text) }) {
  let latest;
  const copy = copyButton(() => text(latest.result), what);
  const body = h("div", { "data-place": `What to send, ${name}` });
  const element = h(
    "section",
    { class: `send-block send-${id}`, "aria-label": name },
    h("div", { class: "text-head" }, h("h4", {}, name), copy),
    body,
  );
  const update = (explanation, values) => {
    latest = explanation;
    copy.hidden = text(explanation.result) === "";
    body.replaceChildren(...[draw(explanation, values)].flat().filter(Boolean));
  };
  return { element, update };
}

function signatureNodes({ signature }) {
  if (signature === null) return [h("p", { class: "aside" }, "Give a secret access key to go on.")];
  return [
    h(
      "p",
      { class: "flows" },
      h("span", { class: "operation" }, "HMAC-SHA256"),
      h("span", { class: "operands" }, "signing key, string to sign"),
      h("span", { class: "arrow", "aria-hidden": "true" }, "→"),
    ),
    h("p", { class: "signature-value", "data-key": "signature" }, chip("signature", signature, { full: true })),
  ];
}

export function result(container) {
  const signature = h("div", { class: "signature", "data-place": "Step 4, the signature" });
  const life = h("div", {});
  const blocks = BLOCKS.map(sendBlock);
  const sending = h(
    "div",
    {},
    h("h3", { class: "send-title" }, "What to send"),
    life,
    h(
      "div",
      { class: "send" },
      blocks.map(({ element }) => element),
    ),
  );
  container.append(signature, sending);

  let latest;
  /** How long it still works, as time goes by. */
  const tick = () => {
    const words = latest?.result && lifetime(latest);
    if ((words?.textContent ?? "") !== life.textContent) life.replaceChildren(...(words ? [words] : []));
  };
  const update = (explanation, values) => {
    latest = explanation;
    redraw(signature, signatureNodes(explanation));
    sending.hidden = explanation.result === null;
    if (!explanation.result) return;
    tick();
    for (const block of blocks) block.update(explanation, values);
  };
  return { update, tick };
}
