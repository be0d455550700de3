// What a suite needs beside Node and the package, and how to get it.
//
// A suite is a folder of tests/ with *.test.mjs files. What `NAME.test.mjs` needs is the export NAME of the folder's
// needs.mjs, or else its default export, if there is one: `{ name, missing() }`, where `missing()` answers null
// or one line that says how to get it.
import { existsSync } from "node:fs";
import path from "node:path";

/** The path of a command on PATH, or null. */
export function commandPath(command) {
  const folders = (process.env.PATH ?? "").split(path.delimiter);
  return folders.map((folder) => path.join(folder, command)).find((file) => existsSync(file)) ?? null;
}

export const chromium = {
  name: "Chromium",
  /** It asks no server but the test's, and runs as root. */
  arguments: [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
  ],
  path: () => process.env.CHROMIUM || commandPath("chromium") || commandPath("google-chrome") || commandPath("chrome"),
  missing() {
    return this.path() === null ? "no Chromium: apt-get install chromium, or set CHROMIUM to its path" : null;
  },
};

export const firefox = {
  name: "Firefox",
  path: () => process.env.FIREFOX || commandPath("firefox-esr") || commandPath("firefox"),
  missing() {
    return this.path() === null ? "no Firefox: apt-get install firefox-esr, or set FIREFOX to its path" : null;
  },
};
