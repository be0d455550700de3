// What the tests of the page need: their own packages (drivers and axe), a browser each, and a store.
import { existsSync } from "node:fs";
import path from "node:path";
import * as packaging from "../packaging/needs.mjs";
import * as servers from "../servers/needs.mjs";
import * as browsers from "../support/needs.mjs";

const here = import.meta.dirname;

function withPackages(browser) {
  return {
    name: browser.name,
    missing() {
      if (!existsSync(path.join(here, "node_modules/axe-core"))) return "no drivers: npm ci --prefix tests/browser";
      if (!existsSync(path.join(here, "../../pkg/inspect.js"))) return "no package: make pkg";
      return browser.missing();
    },
  };
}

export const chromium = withPackages(browsers.chromium);
export const firefox = withPackages(browsers.firefox);
export const webkit = withPackages(packaging.webkit);

export const ceph = {
  name: "Ceph RGW, Chromium and Firefox",
  missing: () => chromium.missing() ?? firefox.missing() ?? servers.ceph.missing(),
};
