// The curl command of an Explanation really sends what was signed: a shell runs it against a server on loopback.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, test } from "node:test";
import { promisify } from "node:util";
import { listen } from "../support/wire.mjs";
import { DOTS, explained, receivedBy, requests, TARGETS, valuesOf } from "./sending.mjs";

const server = await listen();
const folder = mkdtempSync(path.join(tmpdir(), "sigv4-curl-"));
after(() => {
  rmSync(folder, { recursive: true });
  return server.close();
});

/** The command names a body that it cannot hold as the file `body`. */
async function run(command, body) {
  if (body !== undefined) writeFileSync(path.join(folder, "body"), body);
  await promisify(execFile)("sh", ["-c", `${command} \\\n --silent --show-error --max-time 20`], { cwd: folder });
}

test("a text is in the command itself, also one that curl could take for a file's name", () => {
  const { curl } = explained(server, "s3", "header", { method: "PUT", body: "@a file's" }).result;
  assert.ok(curl.endsWith("--data-raw '@a file'\\''s'"), curl);
});

for (const service of ["s3", "lambda"]) {
  for (const placement of ["header", "query"]) {
    for (const [name, request] of requests([...TARGETS, ...DOTS])) {
      test(`${service}, ${placement}: ${name}`, async () => {
        const explanation = explained(server, service, placement, request);
        const { curl, headers } = explanation.result;
        await run(curl, request.body);
        const sent = receivedBy(server, explanation, request.body);
        const asked = headers["content-type"];
        assert.deepEqual(valuesOf(sent, "content-type"), asked === undefined ? [] : [asked]);
      });
    }
  }
}
