// Runs before the first paint, so that a chosen theme does not flash; parts/theme.js has the switch.
try {
  const theme = localStorage.getItem("theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch {
  // Storage is blocked: the system's theme it is.
}

// What the view that the address names computes with is fetched while the page is still read.
const preload = document.createElement("link");
preload.rel = "modulepreload";
preload.href = /^#(doctor|answer|mistake)/.test(location.hash)
  ? "sigv4-wasm/generated/doctor-base64.js"
  : "sigv4-wasm/generated/inspect-base64.js";
document.head.append(preload);
