import { browserTests } from "./support/browser-tests.mjs";

browserTests("Firefox ESR", "firefox", { takesStreams: false });
