// What the tests of the package need beside Node.
import { commandPath } from "../support/needs.mjs";

export const curl = {
  name: "curl",
  missing: () => (commandPath("curl") === null ? "no curl: apt-get install curl" : null),
};
