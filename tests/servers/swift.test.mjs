// The package against OpenStack Swift's S3 interface, which tells what it computed.
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { startSwift } from "./swift.mjs";
import { unmet } from "./differences.mjs";
import { doctorSuite } from "./suites/doctor.mjs";
import { echoSuite } from "./suites/echo.mjs";
import { keysSuite } from "./suites/keys.mjs";
import { refusedSuite } from "./suites/refused.mjs";
import { requestsSuite } from "./suites/requests.mjs";

const server = await startSwift();
after(() => server.stop());

keysSuite(server);
requestsSuite(server);
refusedSuite(server);
doctorSuite(server);
echoSuite(server);

test("every known difference was met", () => {
  assert.deepEqual(unmet(server), []);
});
