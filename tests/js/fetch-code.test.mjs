// The JavaScript of an Explanation really sends what was signed: it runs against a server on loopback. Paths with dot
// segments are not among them, since fetch() removes those before it sends.
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { listen } from "../support/wire.mjs";
import { DOTS, explained, receivedBy, requests, TARGETS } from "./sending.mjs";

const server = await listen();
after(() => server.close());

const AsyncFunction = (async () => {}).constructor;

/** The code names a body that it cannot hold as the variable `body`. */
async function run(code, body) {
  const send = new AsyncFunction("body", `return ${code}`);
  await (await send(body)).text();
}

for (const service of ["s3", "lambda"]) {
  for (const placement of ["header", "query"]) {
    for (const [name, request] of requests(TARGETS)) {
      test(`${service}, ${placement}: ${name}`, async () => {
        const explanation = explained(server, service, placement, request);
        await run(explanation.result.fetch, request.body);
        receivedBy(server, explanation, request.body);
      });
    }
  }
}

for (const service of ["s3", "lambda"]) {
  for (const target of [...DOTS, ...TARGETS]) {
    test(`${service}: whether fetch asks for ${target}`, () => {
      const { fetch: code, url } = explained(server, service, "query", { target }).result;
      assert.equal(code.startsWith("// fetch takes"), new URL(url).href !== url, code);
    });
  }
}
