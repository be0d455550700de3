// A registry for npm, Linux on x64 for the runtimes, three browsers and a store.
import { existsSync } from "node:fs";
import { ceph } from "../servers/needs.mjs";
import { chromium, commandPath, firefox } from "../support/needs.mjs";

export { chromium, firefox };

const MINIBROWSER = "/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser";

export const webkit = {
  name: "WebKitGTK",
  driver: () => commandPath("WebKitWebDriver"),
  xvfb: () => commandPath("xvfb-run"),
  browser: () => process.env.MINIBROWSER || MINIBROWSER,
  missing() {
    const there = this.driver() !== null && this.xvfb() !== null && existsSync(this.browser());
    return there ? null : "no WebKitGTK: apt-get install webkit2gtk-driver xvfb xauth, or set MINIBROWSER to its path";
  },
};

export const runtimes = {
  name: "Linux on x64",
  missing() {
    return process.platform === "linux" && process.arch === "x64" ? null : "the runtimes are fetched for Linux on x64";
  },
};

export { runtimes as conditions };

export const stores = {
  name: "Ceph RGW, Chromium and Firefox",
  missing: () => ceph.missing() ?? chromium.missing() ?? firefox.missing(),
};

export const recipes = {
  name: "Ceph RGW, Chromium, Linux on x64",
  missing: () => runtimes.missing() ?? ceph.missing() ?? chromium.missing(),
};

export { chromium as bundlers, chromium as next };
