// Values that travel from step to step: short buttons that copy, and the light on every other place of the same value.
import { byId, h } from "./dom.js";
import { copyText } from "./copy.js";

/** What each value is called, and the step that made it. */
const VALUES = {
  payloadHash: { name: "payload hash", made: "is made in step 1 from the body" },
  signedHeaders: { name: "signed headers", made: "are listed in step 1 from the headers" },
  canonicalRequestHash: { name: "hash of the canonical request", made: "is made at the end of step 1, by SHA-256" },
  dateTime: { name: "date", made: "is taken from the request" },
  credentialScope: { name: "credential scope", made: "is made in step 2 from day, region and service" },
  signature: { name: "signature", made: "is made in step 4, by HMAC with the signing key over the string to sign" },
};

/** The travelling values of an explanation, as `{ name, text }`. */
export function valuesOf(explanation) {
  const { canonicalRequest, stringToSign, signature } = explanation;
  return [
    { name: "payloadHash", text: canonicalRequest.payloadHash.value },
    { name: "signedHeaders", text: canonicalRequest.signedHeaders },
    { name: "canonicalRequestHash", text: stringToSign.canonicalRequestHash },
    { name: "dateTime", text: stringToSign.dateTime },
    { name: "credentialScope", text: stringToSign.credentialScope },
    ...(signature ? [{ name: "signature", text: signature }] : []),
  ];
}

const escapePattern = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/**
 * A text as nodes: values that occur in it, plain or percent-encoded, are marked so that they light up.
 * With `chips`, hashes become chips.
 */
export function traced(text, values, { chips = false } = {}) {
  const spellings = new Map();
  for (const { name, text: value } of values) {
    spellings.set(value, name).set(encodeURIComponent(value), name);
  }
  const alternatives = [...spellings.keys()]
    .sort((a, b) => b.length - a.length)
    .map(escapePattern)
    .join("|");
  if (!alternatives || !text) return [text];
  // A short list of header names is also an ordinary word, so a value ends where a word would.
  const pattern = new RegExp(`(?<=^|[=:/ "]|%2F)(${alternatives})(?=$|[&,\\s"'])`);
  return text
    .split(pattern)
    .filter(Boolean)
    .map((piece) => {
      const name = spellings.get(piece);
      if (!name) return piece;
      return chips && HASH.test(piece) ? chip(name, piece) : h("span", { class: "value", "data-value": name }, piece);
    });
}

const HASH = /^[0-9a-f]{64}$/;
const short = (text) => (HASH.test(text) ? `${text.slice(0, 8)}…` : text);

/** A button with the short form of a value, that copies all of it. */
export function chip(name, text, { full = false } = {}) {
  const { name: label } = VALUES[name];
  const visible = full ? text : short(text);
  return h(
    "button",
    {
      type: "button",
      class: "chip",
      "data-value": name,
      "aria-label": `${visible}, copy the ${label}`,
      onclick: () => copyText(text, `the ${label}`),
    },
    h("span", { class: "chip-text" }, visible),
    h("span", { class: "copy-icon", "aria-hidden": "true" }),
  );
}

/** Lights every place of the value or part that is pointed at or focused, and names the step that made it. */
export function watchTraces(root = document) {
  const light = (event) => {
    const target = event.target instanceof Element ? event.target : null;
    const value = target?.closest("[data-value]")?.dataset.value ?? "";
    const part = target?.closest("[data-part]")?.dataset.part ?? "";
    document.documentElement.dataset.litValue = value;
    document.documentElement.dataset.litPart = value ? "" : part;
    showTrace(value);
  };
  root.addEventListener("pointerover", light);
  root.addEventListener("focusin", light);
  root.addEventListener("focusout", (event) => {
    if (!event.relatedTarget) light({ target: null });
  });
}

function showTrace(value) {
  const trace = byId("trace");
  if (!value) {
    trace.hidden = true;
    return;
  }
  const places = [...document.querySelectorAll(`[data-value="${value}"]`)]
    .map((element) => element.closest("[data-place]")?.dataset.place)
    .filter(Boolean);
  const { name, made } = VALUES[value];
  trace.replaceChildren(
    h("b", {}, `The ${name}`),
    ` ${made}. `,
    h("span", { class: "trace-places" }, `Here: ${[...new Set(places)].join(" · ")}`),
  );
  trace.hidden = false;
}
