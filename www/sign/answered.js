// What came back: the status in words, what the service says, its headers and its body.
import { h } from "../parts/dom.js";
import { copyButton } from "../parts/copy.js";
import { readable } from "../parts/readable.js";
import { outcome, textOf } from "./outcome.js";
import { unseen } from "./unseen.js";

/** Longer texts are cut for the eye; the copy is whole. */
const SHOWN = 20_000;

const size = (bytes) => (bytes < 1024 ? `${bytes} bytes` : `${Math.round(bytes / 1024)} KB`);
const time = (milliseconds) =>
  milliseconds < 1000 ? `${Math.round(milliseconds)} ms` : `${(milliseconds / 1000).toFixed(1)} s`;

function block(name, what, text, ...content) {
  const of = `The answer’s ${name.toLowerCase()}`;
  return h(
    "section",
    { class: `answer-block answer-${name.toLowerCase()}`, "aria-label": of },
    h("div", { class: "text-head" }, h("h4", {}, name), what, text && copyButton(() => text, of.replace("The", "the"))),
    content,
  );
}

function headersBlock({ headers }, isElsewhere) {
  const text = headers.map(([name, value]) => `${name}: ${value}`).join("\n");
  return block(
    "Headers",
    null,
    text,
    text &&
      h(
        "pre",
        { class: "protocol plain" },
        headers.flatMap(([name, value], index) => [
          index ? "\n" : "",
          h("span", { class: "header-name" }, `${name}: `),
          value,
        ]),
      ),
    isElsewhere &&
      h(
        "p",
        { class: "aside" },
        `${text ? "There may be more: a" : "A"} browser shows a page only the few headers that the service exposes to it (`,
        h("code", {}, "Access-Control-Expose-Headers"),
        ").",
      ),
  );
}

function bodyBlock({ bytes, isCut, headers }, method) {
  if (!bytes.length) {
    return h("p", { class: "aside answer-empty" }, method === "HEAD" ? "No body, as HEAD has it." : "No body.");
  }
  const raw = textOf(bytes);
  const rest = isCut ? `the first ${size(bytes.length)}, the rest was not fetched` : size(bytes.length);
  if (raw === null) {
    const type = Object.fromEntries(headers)["content-type"] ?? "no type";
    return block("Body", h("span", { class: "aside" }, `${type}, ${rest}: no text, and not shown`));
  }
  const { kind, text } = readable(raw);
  const shown = text.length > SHOWN ? `${text.slice(0, SHOWN)}\n…` : text;
  const how = [kind !== "text" && kind, rest, shown !== text && "cut here"].filter(Boolean).join(", ");
  return block(
    "Body",
    h("span", { class: "aside" }, how),
    raw,
    h("pre", { class: "protocol plain answer-text", tabindex: "0", "aria-label": "The body, as text" }, shown),
  );
}

/** All nodes of an answer. `onDoctor` takes request and answer to the Doctor. */
export function answered(sent, onDoctor) {
  const { answer, request, curl, service } = sent;
  const { name, code, says, isGood, isUnseen, forDoctor } = outcome(sent);
  const { host, origin } = new URL(request.url);
  const took = answer.milliseconds === undefined ? "" : `in ${time(answer.milliseconds)}`;
  const isShown = answer.status > 0;
  const doctor = (title) =>
    h(
      "p",
      { class: "answer-next" },
      h("button", { type: "button", class: "quiet", id: "to-diagnosis", onclick: onDoctor }, title),
      h("span", { class: "aside" }, "It gets request, answer and secret, within this page and by no address."),
    );
  const nodes = [
    h(
      "p",
      { class: "answer-name" },
      h("b", {}, name),
      h(
        "span",
        { class: "aside" },
        [took, `${request.method} to ${host}, signed ${sent.signedAt}`].filter(Boolean).join(" · "),
      ),
    ),
    (code || says) && h("p", { class: "answer-says" }, code && h("b", {}, code), code && says && ": ", says),
    isUnseen && unseen({ request, curl, service, failure: answer.failure }),
    forDoctor && doctor("Ask the Doctor why"),
    isShown && headersBlock(answer, origin !== location.origin),
    isShown && bodyBlock(answer, request.method),
  ];
  return { nodes: nodes.flat().filter(Boolean), mood: isGood ? "good" : isShown || isUnseen ? "bad" : "open" };
}
