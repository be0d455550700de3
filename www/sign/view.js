// The Sign view. One state: form → explanation → view.
import { byId, h } from "../parts/dom.js";
import { announceWhenQuiet, quietly } from "../parts/announce.js";
import { valuesOf, watchTraces } from "../parts/chips.js";
import { copyText } from "../parts/copy.js";
import { momentOf } from "../parts/date-time.js";
import { prose } from "../parts/prose.js";
import { drawCanonicalRequest } from "./canonical-request.js";
import { canonicalText } from "./canonical-text.js";
import { compare } from "./compare.js";
import { EXAMPLES } from "./examples.js";
import { fromFragment, toFragment } from "./link.js";
import { explainForm } from "./request.js";
import { requestForm } from "./request-form.js";
import { result } from "./result.js";
import { signingKey } from "./signing-key.js";
import { story } from "./story.js";
import { stringToSign } from "./string-to-sign.js";
import { tryIt } from "./try-it.js";

/** A signature made for now is made anew once it is this old. */
const NOW_LASTS = 60_000;
const TICK = 5_000;

let includeKeys = false;
/** The fragment that was opened last. */
let opened;
let hasSteps = false;
/** When the steps that are shown were signed, where that is for now to say. */
let signedNow = null;

const form = requestForm(byId("request"), (values) => {
  showEdited();
  update(values);
});

const draw = {
  canonicalText: canonicalText(byId("canonical-text")),
  stringToSign: stringToSign(byId("string-to-sign")),
  signingKey: signingKey(byId("signing-key"), (revealed) => {
    includeKeys = revealed;
    update(form.read());
  }),
  result: result(byId("result")),
  tryIt: tryIt(byId("try"), {
    onPress: () => update(form.read()),
    onSignNow: () => {
      form.write({ ...form.read(), when: "now" });
      showEdited();
      update(form.read());
    },
  }),
  compare: compare(byId("compare")),
};

/** Draws the steps of a form. After an error they keep the last good state, dimmed. */
function update(values) {
  performance.mark("update-start");
  const { explanation, url, error } = explainForm(values, { includeKeys });
  form.showError(error);
  form.showBuilt(url);
  byId("steps").classList.toggle("stale", Boolean(error));
  byId("stale-note").hidden = !error;
  // What cannot be signed may be a paste that holds anything.
  byId("copy-link").disabled = Boolean(error);
  hasSteps ||= !error;
  signedNow = error || values.when !== "now" ? null : momentOf(explanation.stringToSign.dateTime);
  byId("steps").classList.toggle("none", !hasSteps);
  if (error) {
    byId("stale-note").textContent = hasSteps
      ? "These are the steps of the last request that could be signed."
      : error.message;
    draw.tryIt.cannot();
    announceWhenQuiet(error.message);
  } else {
    const tracedValues = valuesOf(explanation);
    form.showInferred(explanation);
    byId("story").replaceChildren(...story(explanation));
    drawCanonicalRequest(byId("canonical-request"), explanation, values, tracedValues);
    draw.canonicalText(explanation, tracedValues);
    draw.stringToSign(explanation);
    draw.signingKey(explanation);
    draw.result.update(explanation, tracedValues);
    draw.tryIt.update(explanation, values);
    draw.compare(explanation, values);
    announceWhenQuiet(byId("story").textContent);
  }
  performance.measure("update", "update-start");
}

/** Signs anew what is signed for now and no longer is: nobody asked, so nothing glows and nothing is said. */
function freshen() {
  if (!signedNow || Math.abs(Date.now() - signedNow) < NOW_LASTS) return;
  const { classList } = byId("steps");
  const wasFresh = classList.contains("fresh");
  classList.add("fresh");
  quietly(() => update(form.read()));
  classList.toggle("fresh", wasFresh);
}

/** Whether somebody has hold of something in the steps that a drawing would take away. */
function isHeld() {
  const steps = byId("steps");
  const selection = getSelection();
  const isSelected = !selection.isCollapsed && selection.containsNode(steps, true);
  return isSelected || document.activeElement?.matches("#steps .chip");
}

function onReturn() {
  if (document.hidden || byId("sign").hidden || isHeld()) return;
  freshen();
  tick();
}

/** What is said of the time that is left. */
function tick() {
  if (document.hidden || byId("sign").hidden || isHeld()) return;
  draw.result.tick();
  draw.tryIt.tick();
}

/** After a change it is no longer the example, and what was said of that may be false; its place stays, so that nothing jumps. */
function showEdited() {
  byId("example").value = "";
  byId("lesson").classList.add("past");
  byId("steps").classList.remove("fresh");
}

/** Draws another request: everything is new, so nothing glows. */
function load({ id = "", lesson, form: values }) {
  form.write(values);
  byId("example").value = id;
  byId("lesson").replaceChildren(...prose(lesson));
  byId("lesson").classList.remove("past");
  byId("steps").classList.add("fresh");
  update(form.read());
}

function startExamples(select) {
  const groups = [...new Set(EXAMPLES.map(({ group }) => group))];
  select.append(
    h("option", { value: "", hidden: true }, "your own request"),
    ...groups.map((group) =>
      h(
        "optgroup",
        { label: group },
        EXAMPLES.filter((example) => example.group === group).map(({ id, name }) => h("option", { value: id }, name)),
      ),
    ),
  );
  select.addEventListener("change", () => load(EXAMPLES.find(({ id }) => id === select.value)));
}

/** Opens the request of a link; another address, or the same again, keeps the request that is there. */
export function open(fragment) {
  const linked = fragment !== opened && fromFragment(fragment);
  if (linked) {
    load({
      form: linked,
      lesson: "Opened from a link. Links hold no credentials: these are the ones of AWS’s documentation.",
    });
  } else if (opened === undefined) {
    load(EXAMPLES[0]);
  }
  if (linked || opened === undefined) opened = fragment;
  onReturn();
}

startExamples(byId("example"));
watchTraces(byId("sign"));
// What is copied to be sent is sent now: it is signed before its button copies it.
const freshenCopy = ({ target }) => target.closest(".send .copy, .try-actions .copy") && freshen();
byId("steps").addEventListener("click", freshenCopy, { capture: true });
document.addEventListener("visibilitychange", onReturn);
addEventListener("focus", onReturn);
setInterval(tick, TICK);
byId("copy-link").addEventListener("click", () => {
  const values = form.read();
  const what = `the link to this request, without credentials${values.body && " but with its body"}`;
  copyText(`${location.href.split("#")[0]}#${toFragment(values)}`, what);
});
