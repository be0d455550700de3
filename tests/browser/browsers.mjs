// Two browsers behind the few calls that the tests make, each page with what it said and asked for.
import { chromium as playwright } from "playwright-core";
import puppeteer from "puppeteer-core";
import * as needs from "../support/needs.mjs";

/** `{ newPage(), close() }`; a page of Chromium has `forceColors`, each has `goto`, `evaluate`, `press`, `type`, `resize`, `screenshot`, `close`, `messages`, `requests`. */
export async function chromium() {
  const browser = await playwright.launch({ executablePath: needs.chromium.path(), args: needs.chromium.arguments });
  return {
    async newPage() {
      const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
      const page = await context.newPage();
      return {
        ...common(page),
        resize: (width, height) => page.setViewportSize({ width, height }),
        forceColors: (forced) => page.emulateMedia({ forcedColors: forced ? "active" : null }),
        close: () => context.close(),
      };
    },
    close: () => browser.close(),
  };
}

export async function firefox() {
  const browser = await puppeteer.launch({ browser: "firefox", executablePath: needs.firefox.path(), headless: true });
  return {
    async newPage() {
      const context = await browser.createBrowserContext();
      const page = await context.newPage();
      await page.setViewport({ width: 1440, height: 900 });
      return {
        ...common(page),
        resize: (width, height) => page.setViewport({ width, height }),
        close: () => context.close(),
      };
    },
    close: () => browser.close(),
  };
}

function common(page) {
  const messages = [];
  const requests = [];
  page.on("console", (message) => messages.push(`${message.type()}: ${message.text()}`));
  page.on("pageerror", (error) => messages.push(`error: ${error.message}`));
  page.on("request", (request) => requests.push(request.url()));
  return {
    messages,
    requests,
    goto: (url) => page.goto(url, { waitUntil: "load" }),
    evaluate: (work, given) => page.evaluate(work, given),
    press: (key) => page.keyboard.press(key),
    type: (text) => page.keyboard.type(text),
    screenshot: (file) => screenshot(page, { path: file, fullPage: true }),
  };
}

/** A busy machine's Chromium may stall while it takes one, and does not when it is asked again. */
function screenshot(page, options) {
  return page.screenshot(options).catch(() => page.screenshot(options));
}
