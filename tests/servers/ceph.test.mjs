// The package against Ceph's S3 gateway.
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { startCeph } from "./ceph.mjs";
import { unmet } from "./differences.mjs";
import { doctorSuite } from "./suites/doctor.mjs";
import { keysSuite } from "./suites/keys.mjs";
import { refusedSuite } from "./suites/refused.mjs";
import { requestsSuite } from "./suites/requests.mjs";
import { sessionSuite } from "./suites/session.mjs";

const server = await startCeph();
after(() => server.stop());

keysSuite(server);
requestsSuite(server);
refusedSuite(server);
doctorSuite(server);
sessionSuite(server);

test("every known difference was met", () => {
  assert.deepEqual(unmet(server), []);
});
