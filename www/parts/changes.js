// What changed since the last drawing glows once.

/** Redraws a container; elements with `data-key` whose text is not what it was last time glow, unless all is fresh. */
export function redraw(container, nodes) {
  const before = new Map(
    [...container.querySelectorAll("[data-key]")].map((element) => [element.dataset.key, element.textContent]),
  );
  container.replaceChildren(...nodes);
  if (!before.size || container.closest(".fresh")) return;
  for (const element of container.querySelectorAll("[data-key]")) {
    if (before.get(element.dataset.key) !== element.textContent) element.classList.add("glow");
  }
}
