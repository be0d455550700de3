// The Doctor view. One state: evidence → diagnosis → view; beside it, the pages of the mistakes.
import { byId, h } from "../parts/dom.js";
import { watchTraces } from "../parts/chips.js";
import { takeOver } from "../parts/handover.js";
import { answer } from "./answer.js";
import { diagnose } from "./diagnose.js";
import { evidenceForm } from "./evidence.js";
import { STORIES } from "./stories.js";

const evidence = evidenceForm(byId("evidence"), (given) => {
  performance.mark("diagnose-start");
  draw(diagnose(given), given);
  performance.measure("diagnose", "diagnose-start");
  if (location.hash !== "#doctor") history.replaceState(null, "", "#doctor");
  showDesk();
});
const draw = answer(byId("diagnosis"), (field) => evidence.show(field));

/** What led away from the desk, to come back to. */
let left;

function showDesk() {
  const isBack = byId("desk").hidden;
  byId("desk").hidden = false;
  byId("mistakes").hidden = true;
  byId("skip").href = "#answer";
  if (isBack) (left?.isConnected ? left : byId("answer")).focus({ preventScroll: true });
}

async function showMistakes(fragment) {
  if (!byId("desk").hidden) left = document.activeElement?.closest("#desk a");
  const { drawMistakes } = await import("./mistakes.js");
  // While it was loading another place may have been chosen.
  if (location.hash.slice(1) !== fragment) return;
  byId("desk").hidden = true;
  byId("mistakes").hidden = false;
  const id = fragment.startsWith("mistake=") ? decode(fragment.slice("mistake=".length)) : undefined;
  drawMistakes(byId("mistakes"), id);
  const title = byId("mistake-title");
  byId("skip").href = "#mistake-title";
  document.title = `${title.textContent.replace(/\.$/, "")} · SigV4`;
  title.focus({ preventScroll: true });
  scrollTo(0, 0);
}

function decode(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Opens a mistake, their list, or the diagnosis: of what was handed over, or as it stands. */
export function open(fragment) {
  const handed = takeOver();
  if (handed) {
    evidence.fill(handed);
    byId("answer").focus();
    return;
  }
  if (fragment.startsWith("mistake")) showMistakes(fragment);
  else showDesk();
}

byId("stories").append(
  ...STORIES.map(({ id, name, says, paste }) =>
    h(
      "li",
      {},
      h(
        "button",
        {
          type: "button",
          class: "story-button",
          "data-story": id,
          onclick: () => evidence.load(paste),
        },
        h("b", {}, name),
        h("span", {}, says),
      ),
    ),
  ),
);
watchTraces(byId("doctor"));
draw(undefined, {});
