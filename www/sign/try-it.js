// "Try it": sends the request that step 4 shows, when its button is pressed and never else, and shows what came back.
import { h } from "../parts/dom.js";
import { announce } from "../parts/announce.js";
import { copyButton } from "../parts/copy.js";
import { momentOf } from "../parts/date-time.js";
import { handOver } from "../parts/handover.js";
import { answered } from "./answered.js";
import { intent } from "./intent.js";
import { asHttp, outcome } from "./outcome.js";
import { send } from "./send.js";
import { refusedDate, sentRequest } from "./sendable.js";

const CLOCK = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "medium", timeZone: "UTC" });

const NO_SECRET = "Without a secret there is no signature, and nothing to send.";
const MISTAKE = "The form holds a mistake: there is nothing to send until it is corrected.";
const PAST = "You have changed the request, or signed it anew, since: this was the answer to the one before.";

/** Request and answer as the Doctor takes them; the secret as well, since with it the Doctor knows for sure. */
function evidenceOf({ curl, answer, form: { accessKeyId, secretAccessKey } }) {
  return { request: curl, response: asHttp(answer), accessKeyId, secretAccessKey };
}

/** `onPress()` signs the form as it stands, `onSignNow()` with the time that it is; both draw what they made. */
export function tryIt(container, { onPress, onSignNow }) {
  /** What a press would send, what is under way, and what was sent last. */
  let next = null;
  let underway = null;
  let last = null;
  /** What was drawn last, and what it said of its date. */
  let latest = null;
  let late = null;

  const says = h("p", { class: "try-says" });
  const notes = h("ul", { class: "try-notes" });
  const button = h("button", { type: "button", class: "strong", id: "send", onclick: press }, "Send it");
  const stop = h("button", { type: "button", class: "quiet", id: "stop", onclick: () => underway?.stop() }, "Stop");
  const curl = copyButton(() => latest.explanation.result.curl, "the curl command", "Copy the curl command");
  const past = h("p", { class: "try-past" }, PAST);
  const reply = h("div", { class: "reply", id: "reply", hidden: true });
  const actions = h("p", { class: "try-actions" }, button, stop, curl);
  const title = h("h3", { id: "try-it", tabindex: "-1" }, "Try it");
  container.append(h("section", { class: "try", "aria-labelledby": "try-it" }, title, says, notes, actions, reply));

  function show() {
    button.hidden = !underway && !next;
    // Not disabled, which would take the focus from it.
    button.setAttribute("aria-disabled", String(underway !== null));
    button.textContent = underway ? "Sending…" : "Send it";
    if (!underway && document.activeElement === stop) button.focus();
    stop.hidden = !underway;
    past.hidden = last?.key === next?.key;
    reply.classList.toggle("past", !past.hidden);
  }

  async function press() {
    if (underway) return;
    onPress();
    if (!next) return;
    last = next;
    const { host } = new URL(last.request.url);
    reply.hidden = true;
    underway = send(last.request);
    show();
    announce(`Sending to ${host}.`);
    const sent = { ...last, answer: await underway.answer };
    underway = null;
    const { nodes, mood } = answered(sent, () => handOver(evidenceOf(sent)));
    reply.dataset.mood = mood;
    reply.replaceChildren(past, ...nodes);
    reply.hidden = false;
    show();
    const { name, code, says: said } = outcome(sent);
    announce(`${host}: ${[name, code, said].filter(Boolean).join(". ")}`);
  }

  function cannot(reason) {
    next = null;
    latest = null;
    says.replaceChildren(reason);
    notes.replaceChildren();
    curl.hidden = true;
    show();
  }

  function signNow() {
    onSignNow();
    button.focus();
  }

  function update(explanation, form) {
    if (!explanation.result) return cannot(NO_SECRET);
    const request = sentRequest(explanation, form);
    const { canSend, says: sentence, notes: list } = intent(explanation, form, request, signNow);
    latest = { explanation, form };
    late = refusedDate(explanation);
    const { stringToSign, service, result } = explanation;
    next = canSend && {
      form,
      request,
      service,
      curl: result.curl,
      signedAt: `${CLOCK.format(momentOf(stringToSign.dateTime))} UTC`,
      // A press signs anew whatever is signed for now.
      key: JSON.stringify({ ...form, ...(form.when === "now" && { date: "" }) }),
    };
    says.replaceChildren(...sentence);
    notes.replaceChildren(...list);
    curl.hidden = canSend;
    show();
  }

  /** Says what has become of a fixed date as time goes by, while nobody is about to press what would move. */
  function tick() {
    if (!latest || latest.form.when === "now" || container.matches(":hover, :focus-within")) return;
    if (refusedDate(latest.explanation) !== late) update(latest.explanation, latest.form);
  }

  return { update, tick, cannot: () => cannot(MISTAKE) };
}
