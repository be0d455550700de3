// The two views: which of them the address names, and the way between them. Each is loaded when it is first opened.
import { byId, h } from "./parts/dom.js";
import { themeSwitch } from "./parts/theme.js";

const VIEWS = {
  sign: { subtitle: "step by step", load: loadSign },
  doctor: { subtitle: "the doctor", load: () => import("./doctor/view.js") },
};

let styles;

/** Some styles are of the steps alone, which are drawn when those are there. */
async function loadSign() {
  styles ??= ["ledger", "step-4"].map(
    (name) =>
      new Promise((done) => {
        const href = `styles/${name}.css`;
        document.head.append(h("link", { rel: "stylesheet", href, onload: done, onerror: done }));
      }),
  );
  const [view] = await Promise.all([import("./sign/view.js"), ...styles]);
  return view;
}

/** The view that has the element of this name; `mistake=…` is the Doctor's, everything else a request to sign. */
function viewOf(fragment) {
  if (fragment.startsWith("mistake=")) return "doctor";
  return byId(fragment)?.closest("main")?.id ?? "sign";
}

async function show() {
  const fragment = location.hash.slice(1);
  const current = viewOf(fragment);
  const { subtitle, load } = VIEWS[current];
  for (const name of Object.keys(VIEWS)) {
    const isCurrent = name === current;
    byId(name).hidden = !isCurrent;
    byId(`to-${name}`).setAttribute("aria-current", isCurrent ? "page" : "false");
  }
  byId("copy-link").hidden = current !== "sign";
  if (current === "sign") byId("skip").href = "#steps";
  byId("subtitle").textContent = subtitle;
  document.title = `SigV4, ${subtitle}`;
  const view = await load();
  // While a view was loading another one may have been chosen.
  if (location.hash.slice(1) === fragment) view.open(fragment);
}

/** A link to a place within a view leaves the address as it is: a reload opens the request that stands in it. */
function goWithin(event) {
  const link = event.target.closest?.("a.within");
  const place = link && byId(link.hash.slice(1));
  if (!place || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  place.scrollIntoView();
  place.focus({ preventScroll: true });
}

document.addEventListener("click", goWithin);
themeSwitch(byId("theme"));
addEventListener("hashchange", show);
show();
