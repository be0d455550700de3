// Every promise of the page, checked in one browser.
import { after, before, describe } from "node:test";
import { serve } from "../support/serve.mjs";
import { copyAndLinkTests } from "./copy-and-link.mjs";
import { doctorTests } from "./doctor.mjs";
import { exampleTests } from "./examples.mjs";
import { formTests } from "./form.mjs";
import { keyboardTests } from "./keyboard.mjs";
import { limitTests } from "./limits.mjs";
import { looksTests } from "./looks.mjs";
import { mistakeTests } from "./mistakes.mjs";
import { nowTests } from "./now.mjs";
import { open } from "./page.mjs";
import { startStore } from "./store.mjs";
import { teachingTests } from "./teaching.mjs";
import { tryItTests } from "./try-it.mjs";

/** `launch` answers a browser as browsers.mjs makes them. */
export function pageTests(name, launch) {
  describe(`the page in ${name}`, () => {
    const at = { name };
    before(async () => {
      at.site = await serve();
      at.store = await startStore();
      at.browser = await launch();
      at.page = await at.browser.newPage();
      await open(at.page, at.site.url);
    });
    after(async () => {
      await at.browser?.close();
      await at.site?.close();
      await at.store?.close();
    });
    exampleTests(at);
    formTests(at);
    copyAndLinkTests(at);
    teachingTests(at);
    keyboardTests(at);
    nowTests(at);
    tryItTests(at);
    doctorTests(at);
    mistakeTests(at);
    looksTests(at);
    limitTests(at);
  });
}
