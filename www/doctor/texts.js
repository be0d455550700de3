// The canonical request, the string to sign and the signature: yours beside the right ones, and the right ones to copy.
import { h } from "../parts/dom.js";
import { comparison, sides } from "../parts/comparison.js";
import { copyButton } from "../parts/copy.js";
import { PART_LISTS, PART_NAMES } from "../parts/part-names.js";
import { protocolText } from "../parts/protocol-text.js";
import { LINE_NAMES, partsOfLines } from "./where.js";

const SOURCES = {
  response: "The right one is the service’s own, out of its answer.",
  request: "The right one is made from the request, by the rules of its service.",
};

const TEXTS = [
  {
    id: "canonicalRequest",
    name: "Canonical request",
    names: PART_NAMES,
    lists: PART_LISTS,
    parts: partsOfLines,
  },
  {
    id: "stringToSign",
    name: "String to sign",
    names: LINE_NAMES,
    parts: () => Object.keys(LINE_NAMES),
  },
];

function rightAlone(right, parts, name) {
  const lines = right.split("\n").map((text, index) => ({ part: parts[index], text }));
  return protocolText(lines, { place: name, label: `The corrected ${name.toLowerCase()}` });
}

function heads() {
  return h("p", { class: "beside-heads", "aria-hidden": "true" }, h("span", {}, "Yours"), h("span", {}, "Right"));
}

function textSection({ id, name, names, lists, parts }, right, yours, source) {
  const partsOfRight = parts(right);
  const compared =
    yours &&
    comparison(yours, right, {
      parts: partsOfRight,
      names,
      lists,
      beside: true,
      label: `${name}: yours beside the right one`,
    });
  const said = compared && (compared.differing === 0 ? "Yours is the same, byte for byte." : SOURCES[source]);
  return h(
    "section",
    { class: `step text-${id}`, "aria-labelledby": `text-${id}` },
    h(
      "header",
      {},
      h("h2", { id: `text-${id}` }, compared ? name : `${name}, as it should be`),
      h("p", {}, said ?? SOURCES[source]),
      copyButton(() => right, `the corrected ${name.toLowerCase()}`),
    ),
    compared ? [heads(), compared.list] : rightAlone(right, partsOfRight, name),
  );
}

function signatureSection(right, yours) {
  return h(
    "section",
    { class: "step text-signature", "aria-labelledby": "text-signature" },
    h(
      "header",
      {},
      h("h2", { id: "text-signature" }, "Signature"),
      h("p", {}, "Made with the secret you gave, which stays here."),
      copyButton(() => right, "the corrected signature"),
    ),
    yours && yours !== right ? sides(yours, right) : h("pre", { class: "protocol plain" }, right),
  );
}

export function texts({ rebuilt }, evidence) {
  if (!rebuilt) return [];
  return [
    ...TEXTS.map((text) => textSection(text, rebuilt[text.id], evidence[text.id], rebuilt.source)),
    ...(rebuilt.signature ? [signatureSection(rebuilt.signature, evidence.signature?.trim())] : []),
  ];
}
