import { browserTests } from "./support/browser-tests.mjs";

browserTests("Chromium", "chromium", { takesStreams: true });
