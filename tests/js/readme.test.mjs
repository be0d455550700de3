// The README says what is true: its JavaScript runs, and its table of errors is the list of errors.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { Signer } from "../../pkg/index.js";
import { CODES } from "../support/error-codes.mjs";

const readme = readFileSync(new URL("../../README.md", import.meta.url), "utf8");
const entries = { "sigv4-wasm": "index.js", "sigv4-wasm/inspect": "inspect.js" };
const blocks = [...readme.matchAll(/^```js\n(.*?)^```$/gms)].map(([, code]) => code);

test("every JavaScript example of the README that is marked as js runs", async (t) => {
  t.mock.method(globalThis, "fetch", async (request) => new Response(request.url));
  const printed = [];
  t.mock.method(console, "log", (...values) => printed.push(...values));
  assert.ok(blocks.length >= 4);
  for (const [place, code] of blocks.entries()) {
    printed.length = 0;
    const resolved = code.replace(/from "(sigv4-wasm[^"]*)"/g, (_, name) => {
      assert.ok(entries[name], `the README imports ${name}`);
      return `from "${new URL(`../../pkg/${entries[name]}`, import.meta.url)}"`;
    });
    const module = await import(`data:text/javascript,${encodeURIComponent(resolved)}`);
    const [, shown] = /^\/\/ (`.*)$/m.exec(code) ?? [];
    if (shown) assert.equal(printed.at(-1), shown);
    if (module.default?.fetch) {
      const env = { ACCESS_KEY_ID: "AKIDEXAMPLE", SECRET_ACCESS_KEY: "secret" };
      const response = await module.default.fetch(new Request("https://worker.example/"), env);
      assert.match(await response.text(), /^https:\/\/my-bucket\./, `block ${place}`);
    }
  }
});

test("the README's table of errors lists every code", () => {
  const table = readme.slice(readme.indexOf("| code |"), readme.indexOf("## From Rust"));
  const listed = [...table.matchAll(/`([A-Z][A-Z0-9_]+)`/g)].map(([, code]) => code);
  assert.deepEqual(listed.sort(), CODES.toSorted());
});

test("the hosts of the README tell region and service", () => {
  const signer = new Signer({ credentials: { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "secret" } });
  const table = readme.slice(readme.indexOf("## Hosts that tell"), readme.indexOf("## See every step"));
  const rows = [...table.matchAll(/^\| (`.*?) \| (.*?) \| (.*?) \|$/gm)];
  const filled = (text) => text.replace("REGION", "eu-west-1").replace("SERVICE", "kms").replace("ACCOUNT", "account");
  const quoted = (text) => [...text.matchAll(/`(.*?)`/g)].map(([, code]) => filled(code));
  assert.equal(rows.length, 6);
  for (const [, hosts, service, region] of rows) {
    for (const host of quoted(hosts)) {
      const [name = host.split(".")[0]] = quoted(service);
      const scope = `/${quoted(region)[0]}/${name}/aws4_request`;
      const hostsOfStore = name === "s3" ? [host, `bucket.${host}`] : [host];
      for (const host of hostsOfStore) {
        const { headers } = signer.sign({ url: `https://${host}/` });
        assert.ok(headers.authorization.includes(scope), `${host}: ${headers.authorization}`);
      }
    }
  }
});

test("the README's sizes are those of the artefacts", () => {
  const sizes = [...readme.matchAll(/`(\w+\.wasm)` (\d+) KB/g)];
  assert.equal(sizes.length, 3);
  for (const [, file, kilobytes] of sizes) {
    const bytes = gzipSync(readFileSync(new URL(`../../pkg/${file}`, import.meta.url)), { level: 9 }).length;
    assert.ok(Math.abs(bytes / 1024 - kilobytes) < 1, `${file}: ${bytes} bytes`);
  }
});
