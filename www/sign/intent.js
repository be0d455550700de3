// What the button of "Try it" would send and where to, or why there is none.
import { count, h } from "../parts/dom.js";
import { prose } from "../parts/prose.js";
import { asksFirst, refusedDate, sendable } from "./sendable.js";

/** `the URL, 3 headers and a body of 5 bytes` */
function pieces({ headers, body }) {
  const list = [
    "the URL",
    headers.length > 0 && count(headers.length, "header"),
    body && `a body of ${count(body.length, "byte")}`,
  ].filter(Boolean);
  return list.length > 1 ? `${list.slice(0, -1).join(", ")} and ${list.at(-1)}` : list[0];
}

function sentence(request) {
  const { method, url } = request;
  const remarks = [
    !["GET", "HEAD"].includes(method) && "It is real: what it changes there is changed.",
    asksFirst(request) && "First the browser asks there, by OPTIONS, whether this page may.",
  ].filter(Boolean);
  return [
    "Sends this ",
    h("b", { class: "part", "data-part": "method" }, method),
    " from your browser to ",
    h("b", { class: "try-where" }, new URL(url).origin),
    `: ${pieces(request)}, as above. The secret stays here.`,
    remarks.length > 0 && h("span", { class: "aside" }, ` ${remarks.join(" ")}`),
  ].filter(Boolean);
}

/** `{ canSend, says, notes }`, the last two as nodes. `onSignNow()` signs with the time that it is. */
export function intent(explanation, form, request, onSignNow) {
  const { obstacles, notes } = sendable(explanation, form, request);
  const item = (note) => h("li", {}, h("span", {}, prose(note)));
  if (obstacles.length) {
    const says = ["A page cannot send this one as it was signed. curl can."];
    return { canSend: false, says, notes: obstacles.map(item) };
  }
  const late = refusedDate(explanation);
  const again =
    late &&
    h(
      "li",
      {},
      h("span", {}, late),
      h("button", { type: "button", class: "quiet", id: "sign-now", onclick: onSignNow }, "Sign it now"),
    );
  return { canSend: true, says: sentence(request), notes: [...notes.map(item), again].filter(Boolean) };
}
