// What a person has: one box that takes any paste, a tag for each thing that was found in it, and a box for each.
import { byId, count, h } from "../parts/dom.js";
import { announce, announceWhenQuiet } from "../parts/announce.js";
import { showSecretButton } from "../parts/secret.js";
import { chosen, ofAnotherTry } from "./chosen.js";
import { recognise } from "./diagnose.js";

/** Every field, and what its tag says where the text itself says nothing. */
const FIELDS = {
  request: "the request",
  response: "the server’s answer",
  canonicalRequest: "canonical request",
  stringToSign: "string to sign",
  signature: "signature",
  accessKeyId: "access key id",
  secretAccessKey: "secret access key, hidden",
  region: "region",
  service: "service",
};

/** What took longer than this is not done again before a pause in the typing, so that no key waits for it. */
const LONG_MS = 50;
const PAUSE_MS = 200;

const nameOf = (field) => FIELDS[field].replace(/^the |,.*/g, "");

/** What a tag says of a text: what it is recognised as, else what its field is called. */
function kindOf(field, text, pieces) {
  const known = pieces.find((piece) => piece.field === field)?.kind;
  // Command lines and logs have the code in their text.
  const [, called, thrown] = /\((\w+)\) when calling |^([A-Z]\w*[a-z][A-Z]\w*): /.exec(text) ?? [];
  if (field === "response" && known === "answer") return called ?? thrown ?? known;
  if (known) return known;
  return field === "region" || field === "service" ? `${FIELDS[field]} ${text}` : FIELDS[field];
}

/** `onChange(evidence)` is called with what `diagnose` takes. */
export function evidenceForm(form, onChange) {
  const boxes = form.elements;
  const paste = byId("paste");
  const note = byId("paste-note");
  const read = () => Object.fromEntries(Object.keys(FIELDS).map((name) => [name, boxes[`given-${name}`].value]));
  const empty = (names = Object.keys(FIELDS)) => {
    for (const name of names) boxes[`given-${name}`].value = "";
  };
  const put = (texts) => {
    for (const [name, text] of texts) boxes[`given-${name}`].value = text;
  };

  let waiting;
  let took = 0;
  const changed = () => {
    waiting = clearTimeout(waiting);
    const started = performance.now();
    const values = read();
    const given = Object.keys(FIELDS).filter((name) => values[name] !== "");
    const pieces = Object.fromEntries(given.map((name) => [name, recognise(values[name])]));
    byId("tags").replaceChildren(...given.map((name) => tag(name, kindOf(name, values[name], pieces[name]))));
    byId("start-over").hidden = !given.length;
    for (const area of form.querySelectorAll("details textarea")) {
      area.rows = Math.min(10, Math.max(2, area.value.split("\n").length));
      const name = area.name.slice("given-".length);
      advise(area, name, pieces[name] ?? []);
    }
    onChange(asEvidence(values));
    took = performance.now() - started;
  };

  /** Says below a box that its text belongs into another, or that no request can be read in it. */
  const advise = (area, name, pieces) => {
    const [{ field, text } = { field: name }, another] = pieces;
    const isElsewhere = field !== name && !another;
    const isUnread = name === "request" && area.value.trim() && pieces.every((piece) => piece.field !== name);
    const id = `${area.id}-note`;
    const said = byId(id)?.firstChild.data;
    byId(id)?.remove();
    area.removeAttribute("aria-describedby");
    if (!isElsewhere && !isUnread) return;
    const sentence = isElsewhere ? `This looks like the ${nameOf(field)}. ` : "No request can be read in this.";
    const move = () => {
      // What is in that box is kept, in this one.
      put([
        [name, boxes[`given-${field}`].value],
        [field, text],
      ]);
      changed();
      announce(`Moved: ${nameOf(field)}.`);
      show(field);
    };
    area.setAttribute("aria-describedby", id);
    area.after(
      h(
        "p",
        { class: "error", id },
        sentence,
        isElsewhere && h("button", { type: "button", class: "quiet", onclick: move }, "Move it to its box"),
      ),
    );
    if (said !== sentence) announceWhenQuiet(sentence);
  };

  const tag = (name, kind) =>
    h(
      "li",
      { class: "tag", "data-field": name },
      h(
        "button",
        { type: "button", class: "tag-name", "aria-label": `Show: ${kind}`, onclick: () => show(name) },
        kind,
      ),
      h(
        "button",
        { type: "button", class: "tag-remove", "aria-label": `Remove: ${kind}`, onclick: () => remove(name, kind) },
        "×",
      ),
    );

  const show = (name) => {
    byId("boxes").open = true;
    boxes[`given-${name}`].focus();
  };

  const remove = (name, kind) => {
    empty([name]);
    changed();
    announce(`Removed: ${kind}.`);
    (byId("tags").querySelector(".tag-remove") ?? paste).focus();
  };

  const say = (sentence) => {
    note.textContent = sentence;
    announce(sentence);
  };

  /** What was written into a box since then stays. */
  const putBack = (texts) => {
    put(texts.filter(([name]) => !boxes[`given-${name}`].value));
    say("It is back in the boxes.");
    changed();
    paste.focus();
  };

  /** Puts what stands in the big box where it belongs; what is nothing known stays. */
  const take = () => {
    if (!paste.value.trim()) return;
    const pieces = recognise(paste.value);
    if (!pieces.length) {
      say(
        paste.value.includes("--aws-sigv4")
          ? "This command does not hold the signature, which curl makes. Run it with --verbose and paste what it prints."
          : "Nothing in this is known here. Put it into the box where it belongs, below.",
      );
      byId("boxes").open = true;
      boxes["given-response"].scrollIntoView({ block: "nearest" });
      return;
    }
    const texts = chosen(pieces);
    const old = ofAnotherTry(read(), texts);
    const names = old.map(([name]) => name);
    empty(names);
    put(Object.entries(texts));
    const out = ` This is another try: what was here of the one before is taken out (${names.map(nameOf).join(", ")}).`;
    say(
      `Recognised ${count(pieces.length, "thing")}. Paste the next, or see what is in the boxes below.${old.length ? out : ""}`,
    );
    if (old.length) {
      note.append(
        " ",
        h("button", { type: "button", class: "quiet", id: "put-back", onclick: () => putBack(old) }, "Put it back"),
      );
    }
    paste.value = "";
    changed();
    byId("verdict-box").scrollIntoView({ block: "nearest" });
  };

  // The text is in the box only after the event.
  for (const event of ["paste", "drop"]) paste.addEventListener(event, () => setTimeout(take));
  paste.addEventListener("change", take);
  paste.addEventListener("input", () => {
    note.textContent = paste.value.trim() && "Press Diagnose, or Ctrl+Enter, when all of it is there.";
  });
  byId("diagnose").addEventListener("click", () => {
    if (!paste.value.trim()) paste.focus();
    take();
  });
  paste.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) take();
  });

  byId("boxes").addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(changed, took > LONG_MS ? PAUSE_MS : 0);
  });
  // Who leaves the box sees the answer before anything else.
  byId("boxes").addEventListener("change", () => waiting && changed());
  form.addEventListener("submit", (event) => event.preventDefault());
  byId("start-over").addEventListener("click", () => {
    note.textContent = "";
    paste.value = "";
    empty();
    changed();
    paste.focus();
  });
  showSecretButton(byId("show-given-secret"), boxes["given-secretAccessKey"]);

  /** Takes a paste in place of everything there was. */
  const load = (text) => {
    empty();
    paste.value = text;
    take();
  };

  /** Takes texts by their fields, in place of everything there was. */
  const fill = (values) => {
    empty();
    note.textContent = "";
    paste.value = "";
    put(Object.entries(values));
    changed();
  };
  return { load, fill, show };
}

/** Only what was given, as `diagnose` takes it. */
function asEvidence(values) {
  const given = Object.fromEntries(Object.entries(values).filter(([, text]) => text !== ""));
  const { accessKeyId, secretAccessKey, ...evidence } = given;
  const credentials = { ...(accessKeyId && { accessKeyId }), ...(secretAccessKey && { secretAccessKey }) };
  return { ...evidence, ...(Object.keys(credentials).length && { credentials }) };
}
