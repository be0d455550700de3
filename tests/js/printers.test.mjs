// What the Doctor offers to print both texts in code of one's own: what it prints is what the Doctor reads.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { test } from "node:test";
import { recognise } from "../../pkg/doctor.js";
import { PRINTERS } from "../../www/doctor/printers.js";
import { commandPath } from "../support/needs.mjs";

const HASH = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
const TEXTS = {
  canonicalRequest: `GET\n/a'b\n\nhost:b.s3.amazonaws.com\r\nif-match:"é\u00a0"\nx-amz-date:20261127T100000Z\n\nhost;if-match;x-amz-date\n${HASH}`,
  stringToSign: `AWS4-HMAC-SHA256\n20261127T100000Z\n20261127/us-east-1/s3/aws4_request\n${HASH}\n`,
};

/** Each runs the lines where both texts are in variables. */
const RUNS = {
  JavaScript: ["node", (lines) => ["-e", `const { canonicalRequest, stringToSign } = process.env; ${lines}`]],
  Python: [
    "python3",
    (lines) => [
      "-c",
      `import os; canonical_request, string_to_sign = os.environ["canonicalRequest"], os.environ["stringToSign"]\n${lines}`,
    ],
  ],
  bash: [
    "bash",
    (lines) => ["-c", `canonical_request=$canonicalRequest string_to_sign=$stringToSign; { ${lines}; } 2>&1`],
  ],
};

for (const [language, [command, args]] of Object.entries(RUNS)) {
  const skip = commandPath(command) === null && `no ${command}`;
  test(`what own code prints in ${language} is recognised, to the byte`, { skip }, () => {
    const [[, lines]] = PRINTERS[language];
    const env = { ...process.env, ...TEXTS, PYTHONIOENCODING: "utf-8", LC_ALL: "C.UTF-8" };
    const printed = execFileSync(command, args(lines), { env, encoding: "utf8" });
    assert.deepEqual(Object.fromEntries(recognise(printed).map(({ field, text }) => [field, text])), TEXTS);
  });
}
