import { browserTests } from "./support/browser-tests.mjs";

browserTests("WebKitGTK", "webkit", { takesStreams: false });
