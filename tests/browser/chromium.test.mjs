import { chromium } from "./browsers.mjs";
import { pageTests } from "./page-tests.mjs";

pageTests("Chromium", chromium);
