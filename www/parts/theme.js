// Light and dark follow the system until somebody chooses; choosing what the system has follows it again.
const dark = matchMedia("(prefers-color-scheme: dark)");

export function themeSwitch(button) {
  const root = document.documentElement;
  const system = () => (dark.matches ? "dark" : "light");
  const current = () => root.dataset.theme ?? system();
  const name = () => (button.textContent = current() === "dark" ? "Light" : "Dark");
  const remember = () => {
    try {
      if (root.dataset.theme) localStorage.setItem("theme", root.dataset.theme);
      else localStorage.removeItem("theme");
    } catch {
      // Storage is blocked: the choice holds for this visit.
    }
  };
  button.addEventListener("click", () => {
    const next = current() === "dark" ? "light" : "dark";
    if (next === system()) delete root.dataset.theme;
    else root.dataset.theme = next;
    remember();
    name();
  });
  dark.addEventListener("change", name);
  name();
}
