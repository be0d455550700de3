// The three browsers behind one face: `{ version, open(url), close() }`. What a page finds, it reports to its server.
import { chromium, firefox, webkit } from "../needs.mjs";
import { servePages } from "./pages.mjs";
import { startWebKit } from "./webkit.mjs";

export const BROWSERS = {
  async chromium(group) {
    const playwright = (await group.import("playwright-core")).default;
    const browser = await playwright.chromium.launch({ executablePath: chromium.path(), args: chromium.arguments });
    const page = await browser.newPage();
    return {
      version: browser.version(),
      page,
      open: (url) => page.goto(url, { timeout: 30_000 }),
      close: () => browser.close(),
    };
  },

  async firefox(group) {
    const puppeteer = (await group.import("puppeteer-core")).default;
    const options = { browser: "firefox", executablePath: firefox.path(), headless: true, timeout: 60_000 };
    const browser = await puppeteer.launch(options);
    const page = await browser.newPage();
    return {
      version: (await browser.version()).replace(/^firefox\//i, ""),
      page,
      open: (url) => page.goto(url, { timeout: 30_000 }),
      close: () => browser.close(),
    };
  },

  webkit: () => startWebKit(webkit),
};

/** Serves a group's pages to a browser, and ends both behind the work. */
export async function inBrowser(key, group, settings, work) {
  const pages = await servePages(group.folder, settings);
  try {
    const browser = await BROWSERS[key](group);
    try {
      await work(browser, pages);
    } finally {
      await browser.close();
    }
  } finally {
    await pages.close();
  }
}
