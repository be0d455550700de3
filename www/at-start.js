// Runs before the first paint, so that a chosen theme does not flash; parts/theme.js has the switch.
try {
  const theme = localStorage.getItem("theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch {
  // Storage is blocked: the system's theme it is.
}

// The view that the address names is fetched while the page is still read, the deepest of its modules too.
const modules = /^#(doctor|answer|mistake)/.test(location.hash)
  ? ["doctor/view.js", "sigv4-wasm/doctor.js", "sigv4-wasm/diagnose.js", "sigv4-wasm/core.js"]
  : ["sign/view.js", "sigv4-wasm/explaining.js", "sigv4-wasm/explain.js", "sigv4-wasm/core.js"];
for (const href of modules) {
  document.head.append(Object.assign(document.createElement("link"), { rel: "modulepreload", href }));
}
