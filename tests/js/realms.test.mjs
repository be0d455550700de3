// Pages and processes whose globals are not as the engine made them: libraries change them, frameworks freeze them.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";

const pkg = path.join(import.meta.dirname, "../../pkg");

/** What a script prints in a process of its own; `sign` makes a report of everything that is signed. */
function printedBy(script) {
  const prelude = `
    const pkg = ${JSON.stringify(pathToFileURL(pkg).href)};
    const credentials = { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "secret", sessionToken: "token" };
    const options = { credentials, region: "us-east-1", service: "dynamodb" };
    const url = "https://example.com/a%20b/../c";
    const date = new Date("2015-08-30T12:36:00Z");
    const refused = (call) => { try { return call(); } catch (error) { return [error.name, error.code, error.message]; } };
    async function sign({ Signer, s3Url, SigV4Error }, { SdkSigner }) {
      const s = new Signer({ ...options, rules: { contentSha256Header: true, normalizePath: false } });
      const body = "x".repeat(1000);
      const request = await s.signRequest(url.replace("/..", ""), { method: "PUT", body }, { date });
      const headers = { time: { type: "timestamp", value: date }, short: { type: "short", value: 258 } };
      const message = { message: { headers, body: new Uint8Array(300) }, priorSignature: "" };
      return [
        s.presign(url, { date }), s.presignMany([url, url], { date, expiresIn: 60 }), s.signString("text", { date }),
        s.sign({ method: "PUT", url, headers: { b: "1", a: "2" }, body }, { date, rules: { doubleEncodePath: false } }),
        request.headers.get("authorization"), request.headers.get("x-amz-content-sha256"),
        s3Url({ bucket: "photos", key: "c++ & more", region: "eu-west-1", query: { partNumber: "1" } }),
        (await new SdkSigner(options).sign(message, { signingDate: date })).signature,
        refused(() => s.presign(url, { expiresin: 60 })), refused(() => s.presign("/a")),
        refused(() => s.presign("/a") instanceof SigV4Error),
      ];
    }
    const signed = async () => JSON.stringify(await sign(await import(pkg + "/node.js"), await import(pkg + "/aws-sdk.js")));
  `;
  const child = spawnSync(process.execPath, ["--input-type=module", "--eval", prelude + script], { encoding: "utf8" });
  assert.equal(child.status, 0, child.stderr);
  return child.stdout.trim();
}

const expected = printedBy("console.log(await signed());");

// Prototype.js and MooTools do so; without `process`, as in a page, WebCrypto hashes.
const REPLACED = `delete globalThis.process;
  Array.from = (list) => (list ? Array.prototype.slice.call(list) : []);
  Array.prototype.entries = function () { return this.slice(); };`;
const METHODS = `for (const name of ["each", "inspect"]) { Object.prototype[name] = Array.prototype[name] = () => 1; }`;
const FROZEN = `for (const { prototype } of [Object, Array, Error, Function, String, Promise]) Object.freeze(prototype);`;

for (const [what, globals] of [
  ["Array.from and entries are a library's", REPLACED],
  ["all objects and arrays have got a library's methods", METHODS],
  ["the engine's prototypes are frozen", FROZEN],
]) {
  test(`where ${what}, the same is signed and refused, whether before the import or after it`, () => {
    assert.equal(printedBy(`${globals} console.log(await signed());`), expected);
    assert.equal(printedBy(`await signed(); ${globals} console.log(await signed());`), expected);
  });
}

test("an option of all objects is refused, also behind a library's method", () => {
  const script = `const { Signer } = await import(pkg + "/node.js"); const s = new Signer(options);
    ${METHODS} Object.prototype.expiresIn = 604800;
    console.log(refused(() => s.presign(url, { date }))[1], refused(() => s.presignRequest(url, { date }))[1]);`;
  assert.equal(printedBy(script), "OPTION_INVALID OPTION_INVALID");
});

test("a frozen class makes signers", () => {
  const script = `const { Signer } = await import(pkg + "/node.js");
    Object.freeze(Signer); Object.freeze(Signer.prototype);
    const s = new Signer(options); console.log(s.presign(url, { date }).length > 300); s.dispose();`;
  assert.equal(printedBy(script), "true");
});

test("what is called Buffer need not be one", () => {
  const script = `globalThis.Buffer = { isBuffer: () => false };
    const { Signer } = await import(pkg + "/ENTRY"); console.log(new Signer(options).presign(url, { date }));`;
  const [node, page] = ["node.js", "index.js"].map((entry) => printedBy(script.replace("ENTRY", entry)));
  assert.equal(node, page);
  assert.match(node, /X-Amz-Signature=[0-9a-f]{64}$/);
});

test("where addresses are few, the import works by the flag that the README names", {
  skip: process.platform !== "linux",
}, () => {
  const script = `import(${JSON.stringify(pathToFileURL(`${pkg}/inspect.js`).href)}).then(({ mistakes }) => console.log(mistakes().length > 0))`;
  const [, flag] = /Wasm memory`.+NODE_OPTIONS=(--[a-z-]+)/.exec(readFileSync(path.join(pkg, "README.md"), "utf8"));
  const command = `ulimit -v 4194304; exec "$0" ${flag} --eval "$1"`;
  const { stdout, stderr } = spawnSync("sh", ["-c", command, process.execPath, script], { encoding: "utf8" });
  assert.equal(stdout, "true\n", stderr);
});
