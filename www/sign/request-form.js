// The form: reads and writes its values, shows what was inferred, and puts an error beside its field.
import { byId, h } from "../parts/dom.js";
import { showSecretButton } from "../parts/secret.js";
import { EMPTY_FORM } from "./request.js";

/** `onChange(form)` is called at most once a frame. */
export function requestForm(element, onChange) {
  const read = () => Object.fromEntries(Object.keys(EMPTY_FORM).map((name) => [name, element.elements[name].value]));

  const write = (values) => {
    for (const [name, value] of Object.entries({ ...EMPTY_FORM, ...values })) {
      const control = element.elements[name];
      control.value = value;
      // A link may name a choice that there is not.
      if (control.selectedIndex === -1 || (control instanceof RadioNodeList && control.value !== value)) {
        control.value = EMPTY_FORM[name];
      }
    }
    showFields();
  };

  /** Fields that stand only for one choice are there only with it. */
  const showFields = () => {
    for (const part of element.querySelectorAll("[data-when]")) {
      const [name, value] = part.dataset.when.split("=");
      part.hidden = element.elements[name].value !== value;
    }
    byId("date").readOnly = element.elements.when.value === "now";
    for (const area of element.querySelectorAll("textarea")) fit(area);
  };

  let waiting = false;
  element.addEventListener("input", (event) => {
    if (event.target.id === "example") return;
    if (event.target.name === "date" && element.elements.when.value === "now") return;
    showFields();
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      onChange(read());
    });
  });
  element.addEventListener("submit", (event) => event.preventDefault());

  showSecretButton(byId("show-secret"), byId("secretAccessKey"));
  return { read, write, showError: (error) => showError(element, error), showInferred, showBuilt };
}

/** A text area is as tall as its text, up to a limit. */
function fit(area) {
  const lines = area.value.split("\n").reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / 42)), 0);
  area.rows = Math.min(8, Math.max(Number(area.dataset.rows), lines));
}

function showError(element, error) {
  for (const shown of element.querySelectorAll(".error")) {
    if (shown.dataset.of === error?.field && shown.textContent === error.message) continue;
    const field = shown.closest("[data-field]");
    const input = field.querySelector("input, textarea, select");
    input.removeAttribute("aria-invalid");
    input.removeAttribute("aria-describedby");
    shown.remove();
  }
  if (!error || element.querySelector(".error")) return;
  const field = element.querySelector(`[data-field="${error.field}"]`);
  const input = field.querySelector("input, textarea, select");
  const id = `${error.field}-error`;
  input.setAttribute("aria-invalid", "true");
  input.setAttribute("aria-describedby", id);
  field.append(h("p", { class: "error", id, "data-of": error.field }, error.message));
}

/** Region, service and date that were not given stand in their empty fields as placeholders. */
function showInferred(explanation) {
  for (const name of ["region", "service"]) {
    const isGiven = byId(name).value.trim() !== "";
    byId(name).placeholder = isGiven ? "" : explanation[name];
    byId(`${name}-inferred`).textContent = isGiven
      ? ""
      : explanation.inferred[name]
        ? "from the host"
        : "from bucket + key";
  }
  const date = byId("date");
  if (date.readOnly) date.value = explanation.stringToSign.dateTime;
}

/** The URL that bucket and key make; while they make none its place stays. */
function showBuilt(url) {
  byId("built").classList.toggle("past", url === undefined);
  if (url !== undefined) byId("built").textContent = url;
}
