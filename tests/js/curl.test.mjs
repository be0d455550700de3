// The curl command of an Explanation really sends what was signed: a shell runs it against a server on loopback.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, test } from "node:test";
import { promisify } from "node:util";
import { diagnose } from "../../pkg/inspect.js";
import { listen } from "../support/wire.mjs";
import { credentials, DOTS, explained, receivedBy, requests, TARGETS, valuesOf } from "./sending.mjs";

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

test("nothing in a command is a key to the terminal that it is pasted into", () => {
  const codes = [...Array(32).keys(), 127].filter((code) => !"\0\t\n\r".includes(String.fromCharCode(code)));
  const keys = String.fromCharCode(...codes);
  const headers = { "x-custom": `it's \\ ${keys}1` };
  const { curl } = explained(server, "s3", "header", { headers }).result;
  const [, header] = /-H (\$'x-custom: .*')/.exec(curl);
  assert.ok(header.startsWith("$'x-custom: it\\'s \\\\ \\x01\\x02\\x03"), header);
  assert.ok(header.endsWith("\\x1f\\x7f1'"), header);
  const { verdict } = diagnose({ request: curl, credentials, service: "s3", region: "us-east-1" });
  assert.equal(verdict, "matches");
  // `^C` would end the command, and the next line be one of its own. Not every shell reads the quotes of the header.
  const withBody = explained(server, "s3", "header", { method: "PUT", body: "\u0003\ntouch file\n", headers });
  assert.ok(withBody.result.curl.endsWith("--data-binary @body"), withBody.result.curl);
  for (const command of [curl, withBody.result.curl]) {
    assert.deepEqual(
      [...command].filter((letter) => keys.includes(letter)),
      [],
    );
  }
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
