import { firefox } from "./browsers.mjs";
import { pageTests } from "./page-tests.mjs";

pageTests("Firefox", firefox);
