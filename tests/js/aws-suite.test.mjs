import assert from "node:assert/strict";
import { test } from "node:test";
import { awsSuite } from "../support/aws-suite.mjs";
import { requestSteps } from "./requests.mjs";
import { Failures } from "./vectors.mjs";

const suite = awsSuite();

for (const kind of ["header", "presign"]) {
  test(`AWS's official suite, ${kind}`, () => {
    const cases = suite.filter((vector) => vector.kind === kind);
    assert.equal(cases.length, 38);
    const failures = new Failures();
    for (const vector of cases) failures.check(vector.id, () => requestSteps(vector));
    failures.report();
  });
}
