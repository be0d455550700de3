// What came back: the status in words, what the service says, its headers and its body.
import { h } from "../parts/dom.js";
import { copyButton } from "../parts/copy.js";
import { errorOf, readable } from "../parts/readable.js";
import { SECONDS } from "./send.js";
import { unseen } from "./unseen.js";

/** Answers to which the signature, its date or its key may be the reason. */
const FOR_DOCTOR = [400, 401, 403];
const SHOWN = 20_000;

/** The text of a body, or null where it is none. A character that was cut in two is left out. */
function textOf(bytes) {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes, { stream: true });
    return text.includes("\0") ? null : text;
  } catch {
    return null;
  }
}

const size = (bytes) => (bytes < 1024 ? `${bytes} bytes` : `${Math.round(bytes / 1024)} KB`);
const time = (milliseconds) =>
  milliseconds < 1000 ? `${Math.round(milliseconds)} ms` : `${(milliseconds / 1000).toFixed(1)} s`;

/** `{ name, code, says, isGood, isUnseen, forDoctor }`: the outcome in a few words. */
export function outcome({ answer, request }) {
  const { host } = new URL(request.url);
  const mayHaveActed = ["GET", "HEAD"].includes(request.method) ? "" : ` Whether ${host} has acted on it is not known.`;
  if (answer.stopped === "by you") return { name: "Stopped", says: `You stopped it.${mayHaveActed}` };
  if (answer.stopped)
    return { name: "No answer in time", says: `${host} did not answer within ${SECONDS} seconds.${mayHaveActed}` };
  if (answer.failure !== undefined) return { name: "No answer that a page may see", isUnseen: true };
  if (answer.type === "opaqueredirect") {
    return {
      name: "A redirect",
      says: "It was not followed, since what is signed is for one host, and the browser does not show where to. On S3 it mostly means that the bucket is in another region: curl shows which.",
    };
  }
  const { status, statusText } = answer;
  const text = textOf(answer.bytes);
  const error = status >= 400 && text ? errorOf(text) : null;
  return {
    name: `${status} ${statusText}`.trim(),
    code: error?.code,
    says: error?.message ?? (status < 300 ? "The service accepted it." : ""),
    isGood: status < 400,
    forDoctor: FOR_DOCTOR.includes(status),
  };
}

/** The answer as raw HTTP, as the Doctor reads it. */
export function asHttp({ status, statusText, headers, bytes }) {
  const lines = headers.map(([name, value]) => `${name}: ${value}\n`).join("");
  return `HTTP/1.1 ${status} ${statusText}\n${lines}\n${textOf(bytes) ?? ""}`;
}

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
