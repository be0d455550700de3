// The Sign view. One state: form → explanation → view.
import { byId, h } from "../parts/dom.js";
import { announceWhenQuiet } from "../parts/announce.js";
import { valuesOf, watchTraces } from "../parts/chips.js";
import { copyText } from "../parts/copy.js";
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

let includeKeys = false;
/** The fragment that was opened last. */
let opened;
let hasSteps = false;

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
  byId("steps").classList.toggle("stale", Boolean(error));
  byId("stale-note").hidden = !error;
  // What cannot be signed may be a paste that holds anything.
  byId("copy-link").disabled = Boolean(error);
  hasSteps ||= !error;
  byId("steps").classList.toggle("none", !hasSteps);
  if (error) {
    byId("stale-note").textContent = hasSteps
      ? "These are the steps of the last request that could be signed."
      : error.message;
    draw.tryIt.cannot();
    announceWhenQuiet(error.message);
  } else {
    const tracedValues = valuesOf(explanation);
    form.showInferred({ explanation, url });
    byId("story").replaceChildren(...story(explanation));
    drawCanonicalRequest(byId("canonical-request"), explanation, values, tracedValues);
    draw.canonicalText(explanation, tracedValues);
    draw.stringToSign(explanation);
    draw.signingKey(explanation);
    draw.result(explanation, tracedValues);
    draw.tryIt.update(explanation, values);
    draw.compare(explanation, values);
    announceWhenQuiet(byId("story").textContent);
  }
  performance.measure("update", "update-start");
}

/** After a change the lesson stays where it is, so that nothing jumps, but it is no longer the example. */
function showEdited() {
  byId("example").value = "";
  byId("steps").classList.remove("fresh");
}

/** Draws another request: everything is new, so nothing glows. */
function load({ id = "", lesson, form: values }) {
  form.write(values);
  byId("example").value = id;
  byId("lesson").replaceChildren(...prose(lesson));
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
}

startExamples(byId("example"));
watchTraces(byId("sign"));
byId("copy-link").addEventListener("click", () =>
  copyText(
    `${location.href.split("#")[0]}#${toFragment(form.read())}`,
    "the link to this request, without credentials",
  ),
);
