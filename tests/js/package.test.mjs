import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import path from "node:path";
import { test } from "node:test";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { sha256 } from "../support/hashes.mjs";

const pkg = path.join(import.meta.dirname, "../../pkg");
const manifest = JSON.parse(readFileSync(path.join(pkg, "package.json"), "utf8"));
const signer = {
  credentials: { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "secret" },
  region: "us-east-1",
  service: "s3",
};
const url = "https://bucket.s3.us-east-1.amazonaws.com/key";
const date = new Date("2015-08-30T12:36:00Z");

/** What a script prints in a process of its own, where no entry is loaded yet. */
function printedBy(script) {
  const prelude = `
    const pkg = ${JSON.stringify(`file://${pkg}`)}, url = ${JSON.stringify(url)}, date = new Date(${date.getTime()});
    const signer = ${JSON.stringify(signer)};
  `;
  const child = spawnSync(process.execPath, ["--input-type=module", "--eval", prelude + script], { encoding: "utf8" });
  assert.equal(child.status, 0, child.stderr);
  return child.stdout.trim();
}

const { Signer } = await import(path.join(pkg, "index.js"));
const { explain } = await import(path.join(pkg, "inspect.js"));
const { ofRanks } = await import(path.join(pkg, "core.js"));
const expected = new Signer(signer).presign(url, { date });

test("publint finds nothing", async () => {
  const { messages } = await publint({ pkgDir: pkg, strict: true });
  assert.deepEqual(
    messages.map((message) => formatMessage(message, manifest)),
    [],
  );
});

test("the manifest: the crate's version, no dependencies, nothing of its development", () => {
  const cargo = readFileSync(path.join(pkg, "../Cargo.toml"), "utf8");
  assert.equal(manifest.version, /^version = "(.+)"$/m.exec(cargo)[1]);
  for (const name of ["dependencies", "peerDependencies", "devDependencies", "scripts", "private"]) {
    assert.equal(manifest[name], undefined, name);
  }
});

test("the crate has its sources, what is said of it and its licences, and nothing else", () => {
  const listed = spawnSync("cargo", ["package", "--list", "--allow-dirty"], {
    cwd: path.join(pkg, ".."),
    encoding: "utf8",
  });
  assert.equal(listed.status, 0, listed.stderr);
  const files = listed.stdout.trim().split("\n");
  const notSources = files.filter((file) => !/^src\/.+\.rs$/.test(file) && !file.startsWith(".cargo_vcs_info"));
  const documents = ["CHANGELOG.md", "LICENSE-APACHE", "LICENSE-MIT", "README.md"];
  assert.deepEqual(notSources.sort(), [...documents, "Cargo.lock", "Cargo.toml", "Cargo.toml.orig"].sort());
  assert.ok(files.includes("src/lib.rs"));
});

test("the notices of what is compiled in are in the package", () => {
  const notices = readFileSync(path.join(pkg, "LICENSE-THIRD-PARTY"), "utf8");
  const [, list, ...texts] = notices.split(/\n-{80}\n/);
  const crates = [...list.matchAll(/^(\S+) \d\S*: (.+)$/gm)];
  const [linked] = readFileSync(path.join(pkg, "../Cargo.toml"), "utf8").split("[dev-dependencies]");
  const names = crates.map(([, name]) => name);
  for (const [, name] of linked.matchAll(/^([\w-]+) = \{ version/gm)) assert.ok(names.includes(name), name);
  for (const [, name, license] of crates.filter(([, , each]) => !/Apache-2\.0/.test(each) || / AND /.test(each))) {
    const own = texts.filter((text) => text.trim().startsWith(`${name}\n`)).join();
    assert.match(own, /copyright/i, `${name}: ${license}`);
    assert.match(own, /without restriction|Unicode License/i, `${name}: ${license}`);
  }
  const packed = spawnSync("npm", ["pack", "--dry-run", "--json"], { cwd: pkg, encoding: "utf8" });
  const [{ files }] = JSON.parse(packed.stdout);
  assert.ok(files.some((file) => file.path === "LICENSE-THIRD-PARTY"));
});

test("every file that exports names is there, and what starts a module for names of another file has side effects", () => {
  const targetsOf = (exports) => (typeof exports === "string" ? [exports] : Object.values(exports).flatMap(targetsOf));
  const targets = targetsOf(manifest.exports);
  for (const target of targets) readFileSync(path.join(pkg, target));
  const filesWith = (statement) => readdirSync(pkg).filter((file) => statement.test(sourceOf(file)));
  const forOthers = filesWith(/^start\(|^import '/m);
  assert.deepEqual(manifest.sideEffects.map((file) => file.slice(2)).sort(), forOthers.sort());
  // Bundlers follow `export … from` past a module without side effects, and leave it out with what it does.
  const forItself = filesWith(/^initSync\(/m);
  assert.equal(forItself.length, 6);
  for (const file of forItself) {
    const passedOn = sourceOf(file).match(/^export .* from .*/gm);
    assert.deepEqual(passedOn, ["export { SigV4Error } from './core.js';"], file);
  }

  function sourceOf(file) {
    return file.endsWith(".js") ? readFileSync(path.join(pkg, file), "utf8") : "";
  }
});

/** The examples are the caller's code. */
function isPackageCode(file) {
  return file.endsWith(".js") && !file.startsWith("examples");
}

/** What a piece of the package imports or passes on, as it names it. */
function importedBy(source) {
  return [...source.matchAll(/\b(?:from|import) ?\(?["']([^"']+)["']/g)].map(([, from]) => from);
}

test("nothing imports a builtin of Node, a package, or asks bundlers for a file", () => {
  const imported = new Set();
  for (const file of readdirSync(pkg, { recursive: true }).filter(isPackageCode)) {
    const source = readFileSync(path.join(pkg, file), "utf8");
    for (const from of importedBy(source)) {
      assert.match(from, /^\.\.?\//, file);
      imported.add(from);
    }
    assert.doesNotMatch(source, /new URL\([^)]*import\.meta/, file);
  }
  assert.ok(imported.has("./core.js") && imported.has("./index.js") && imported.has("./sigv4.wasm"));
});

test("what is loaded is ASCII, which is read fastest, and right in whatever encoding it is served", () => {
  for (const file of readdirSync(pkg).filter(isPackageCode)) {
    assert.doesNotMatch(readFileSync(path.join(pkg, file), "utf8"), /[^\t\n -~]/, file);
  }
});

test("an error comes out of a short line, through functions that have names", () => {
  const lines = readFileSync(path.join(pkg, "core.js"), "utf8").split("\n");
  assert.deepEqual(
    lines.filter((line) => line.length > 500),
    [],
  );
  assert.throws(
    () => new Signer({ ...signer, regoin: "" }),
    ({ stack }) => {
      const through = [...stack.matchAll(/^ {4}at (.+) \(.+core\.js:/gm)].map(([, name]) => name);
      assert.deepEqual(through, ["refusal", "unknownName", "checkNames", "new Signer"]);
      return true;
    },
  );
});

/** An entry, and all files that it imports. */
function filesOf(entry, files = new Set()) {
  files.add(entry);
  for (const from of importedBy(readFileSync(path.join(pkg, entry), "utf8"))) {
    if (!files.has(path.basename(from))) filesOf(path.basename(from), files);
  }
  return files;
}

for (const entry of ["node.js", "index.js"]) {
  test(`${entry} is two files with core.js, as each costs time to load`, () => {
    assert.deepEqual([...filesOf(entry)], [entry, "core.js"]);
  });
}

test("every text of a module is of the same bytes", () => {
  const textsOf = (file) =>
    [...readFileSync(path.join(pkg, file), "utf8").matchAll(/ = ("(?:[^"\\]|\\\\){500,}")/g)].map(([, text]) =>
      JSON.parse(text),
    );
  const module = (name) => readFileSync(path.join(pkg, `${name}.wasm`));
  const [hex] = textsOf("index.js");
  assert.deepEqual(Buffer.from(hex, "hex"), module("sigv4"));
  const [base64] = textsOf("node.js");
  assert.deepEqual(Buffer.from(base64, "base64"), module("sigv4"));
  assert.deepEqual(Buffer.from(ofRanks(...textsOf("explaining.js"))), module("inspect"));
  assert.deepEqual(Buffer.from(ofRanks(...textsOf("doctor.js"))), module("doctor"));
  assert.deepEqual(new Set(module("doctor")).size, 256);
});

test("no entry of Node loads the signing module a second time, in the text that others get", () => {
  for (const [name, entry] of Object.entries(manifest.exports)) {
    if (typeof entry === "object") assert.ok(!filesOf((entry.node ?? entry.default).slice(2)).has("index.js"), name);
  }
  assert.ok(filesOf(manifest.exports["."].node.slice(2)).has("node.js"));
  assert.ok(filesOf(manifest.exports["./aws-sdk"].node.slice(2)).has("node.js"));
});

test("the signing module imports the platform's hash alone, since each import costs time to start", () => {
  const module = new WebAssembly.Module(readFileSync(path.join(pkg, "sigv4.wasm")));
  const [{ name, kind }, ...others] = WebAssembly.Module.imports(module);
  assert.match(name, /^__wbg_hashInMemory_/);
  assert.equal(kind, "function");
  assert.deepEqual(others, []);
});

test("node:crypto is loaded when wasm has hashed a megabyte, and not before", () => {
  const script = `const { Signer } = await import(pkg + "/index.js"); const s = new Signer(signer);
    const loaded = () => process.moduleLoadList.includes("NativeModule crypto");
    s.presign(url, { date });
    s.sign({ url, body: "x".repeat(5000) }, { date });
    s.presignMany(Array.from({ length: 1000 }, (_, i) => url + i), { date });
    const before = loaded();
    for (let i = 0; i < 5000; i++) s.presign(url + i, { date });
    console.log(before, loaded());`;
  assert.equal(printedBy(script), "false true");
});

test("./slim: init from a place, a file, a Response, bytes, and a compiled module; initSync from bytes and a module", async () => {
  const bytes = `const { readFileSync } = await import("node:fs"); const bytes = readFileSync(new URL(pkg + "/sigv4.wasm"));
    const slim = await import(pkg + "/slim.js");
    globalThis.fetch = async (place) => new Response(String(place.url ?? place).match(/^https.*\\.wasm$/) ? bytes : "");`;
  const sources = [
    'await slim.init(new Response(bytes, { headers: { "content-type": "application/wasm" } }));',
    'await slim.init(Promise.resolve(new Response(bytes, { headers: { "content-type": "application/wasm" } })));',
    'await slim.init(new URL(pkg + "/sigv4.wasm"));',
    'await slim.init(pkg + "/sigv4.wasm");',
    "await slim.init(new Response(bytes));",
    'delete WebAssembly.compileStreaming; await slim.init(new Response(bytes, { headers: { "content-type": "application/wasm" } }));',
    'await slim.init("https://example.com/sigv4.wasm");',
    'await slim.init(new URL("https://example.com/sigv4.wasm"));',
    'await slim.init(new Request("https://example.com/sigv4.wasm"));',
    "await slim.init(new Uint8Array(bytes).buffer);",
    "await slim.init(bytes); await slim.init(bytes);",
    "await slim.init(await WebAssembly.compile(bytes));",
    "slim.initSync(bytes); slim.initSync(bytes);",
    "slim.initSync(new WebAssembly.Module(bytes));",
  ];
  for (const init of sources) {
    const script = `${bytes} ${init} console.log(new slim.Signer(signer).presign(url, { date }));`;
    assert.equal(printedBy(script), expected, init);
  }
});

test("./slim: what cannot be loaded is refused by the one error, and init can be called again", () => {
  const none = "new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0))";
  const script = `const { readFileSync } = await import("node:fs"); const bytes = readFileSync(new URL(pkg + "/sigv4.wasm"));
    const slim = await import(pkg + "/slim.js");
    const refused = [];
    const sources = ['new Response("", { status: 404 })', "new Uint8Array(9)", "undefined", "5", ${JSON.stringify(none)}];
    for (const source of sources) for (const init of ["init", "initSync"]) {
      try { await slim[init](eval(source)); refused.push(init + source); }
      catch (error) { if (!(error instanceof slim.SigV4Error && error.code === "OPTION_INVALID")) refused.push(error); }
    }
    slim.initSync(new DataView(bytes.buffer, bytes.byteOffset, bytes.length));
    await slim.init(undefined);
    await slim.init(Promise.reject(new Error("no network")));
    slim.initSync(undefined);
    console.log(...refused, new slim.Signer(signer).presign(url, { date }));`;
  assert.equal(printedBy(script), expected);
});

test("./slim: a refusal says what came instead of the module", () => {
  const script = `const slim = await import(pkg + "/slim.js");
    globalThis.fetch = async () => new Response("", { status: 404 });
    const empty = new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0));
    for (const source of ["/sigv4.wasm", Promise.reject(new Error("no network")), Promise.reject("a text"), empty]) {
      try { await slim.init(source); } catch ({ message, cause }) { console.log(message, cause instanceof Error); }
    }
    try { slim.initSync(empty); } catch ({ message }) { console.log(message); }`;
  const start = "OPTION_INVALID: sigv4-wasm/sigv4.wasm cannot be loaded from what was given:";
  assert.deepEqual(printedBy(script).split("\n"), [
    `${start} the server answered 404 true`,
    `${start} no network true`,
    `${start} a text false`,
    `${start} it is another module true`,
    `${start} it is another module`,
  ]);
});

test("./slim: a Response of its type is compiled while it streams in", () => {
  const script = `const { readFileSync } = await import("node:fs"); const bytes = readFileSync(new URL(pkg + "/sigv4.wasm"));
    const slim = await import(pkg + "/slim.js");
    const response = new Response(bytes, { headers: { "content-type": "application/wasm" } });
    response.arrayBuffer = () => { throw new Error("read whole"); };
    await slim.init(response);
    console.log(new slim.Signer(signer).presign(url, { date }));`;
  assert.equal(printedBy(script), expected);
});

test("./slim and the default entry share one module", async () => {
  const script = `await import(pkg + "/node.js"); const { Signer } = await import(pkg + "/slim.js");
    console.log(new Signer(signer).presign(url, { date }));`;
  assert.equal(printedBy(script), expected);
});

for (const [name, entry, globals] of [
  ["fromHex", "index.js", "Uint8Array.fromHex = (text) => new Uint8Array(Buffer_.from(text, 'hex'));"],
  ["nothing of the platform", "index.js", "Uint8Array.fromHex = undefined;"],
  ["atob", "node.js", ""],
]) {
  test(`the inlined module is decoded without Buffer, by ${name}`, async () => {
    const script = `const Buffer_ = Buffer; delete globalThis.Buffer; ${globals}
      const { Signer } = await import(pkg + "/${entry}"); console.log(new Signer(signer).presign(url, { date }));`;
    assert.equal(printedBy(script), expected);
  });
}

test("an engine without FinalizationRegistry and isWellFormed signs the same", () => {
  const script = `delete globalThis.FinalizationRegistry; delete String.prototype.isWellFormed;
    const { Signer } = await import(pkg + "/index.js"); const s = new Signer(signer);
    const { headers } = s.sign({ url, headers: { "x-a": "a\\ud800" } });
    const presigned = s.presign(url, { date });
    s.dispose();
    console.log(presigned, headers["x-a"] === "a\\ufffd");`;
  assert.equal(printedBy(script), `${expected} true`);
});

test("without a Buffer, or with one of a polyfill, texts of any script come out of wasm, and digits go in, the same", () => {
  const script = `const { Signer } = await import(pkg + "/index.js"); const s = new Signer(signer);
    // So much that the platform's hash is loaded, whose digits then go in.
    s.sign({ url, body: "x".repeat(1 << 20) });
    const results = [s.sign({ url, headers: { "x-a": "a\ufeff\u20ac \u{1f600}" } }, { date })];
    results.push(s.presign(url + "/\u20ac".repeat(1000), { date }), s.signString("\u20ac", { date }));
    results.push(s.presignMany([url, url + "/\u20ac", url + "?a=b"], { date }));
    try { s.presign("https://h\u20acst \u{1f600}/"); } catch ({ message }) { results.push(message); }
    console.log(JSON.stringify(results));`;
  const decoded = printedBy(script);
  assert.equal(printedBy(`delete globalThis.Buffer; ${script}`), decoded);
  const polyfill =
    "const { from } = Buffer; globalThis.Buffer = class { static from = (...of) => Uint8Array.from(from(...of)) };";
  assert.equal(printedBy(polyfill + script), decoded);
  assert.match(decoded, /"a\ufeff\u20ac \u{1f600}".*h\u20acst \u{1f600}/u);
});

test("letters of three bytes fit, however many they are, also where the buffer has to grow for them", () => {
  const sizes = [700, 1100, 1400, 3000, 21_000, 60_000];
  const script = `const { Signer } = await import(pkg + "/index.js"); const s = new Signer(signer);
    const of = (count) => ({ url, headers: { "x-a": "\u20ac".repeat(count) }, body: "\u20ac".repeat(255) });
    console.log(JSON.stringify(${JSON.stringify(sizes)}.map((count) => s.sign(of(count), { date }).signature)));`;
  const of = (count) => ({ url, headers: { "x-a": "\u20ac".repeat(count) }, body: "\u20ac".repeat(255) });
  assert.deepEqual(
    JSON.parse(printedBy(script)),
    sizes.map((count) => explain(signer, of(count), { date }).signature),
  );
});

const sizes = [0, 1, 255, 256, 257, 1000, 65_535, 65_537, 131_072, 1_000_000];

for (const [how, getBuiltinModule] of [
  ["cannot", "undefined"],
  ["says that it cannot", "() => { throw new Error('not on the edge'); }"],
  ["has no hash", "() => ({})"],
  ["and WebCrypto are not there", "Object.defineProperty(globalThis, 'crypto', { value: undefined }) && undefined"],
]) {
  test(`bodies are hashed, at once and later, where the platform ${how}`, () => {
    const script = `process.getBuiltinModule = ${getBuiltinModule};
    const { Signer } = await import(pkg + "/index.js"); const s = new Signer(signer);
    for (const size of ${JSON.stringify(sizes)}) for (const body of ["é".repeat(size), new Uint8Array(size).fill(7)]) {
      console.log(s.sign({ url, body }, { date }).headers["x-amz-content-sha256"]);
      const { headers } = await s.signRequest(url, { method: "PUT", body });
      console.log(headers.get("x-amz-content-sha256"));
    }`;
    const hashes = sizes.flatMap((size) =>
      ["é".repeat(size), new Uint8Array(size).fill(7)].flatMap((body) => Array(2).fill(sha256(body))),
    );
    assert.deepEqual(printedBy(script).split("\n"), hashes);
  });
}

test("a platform that has no hash is asked for it once", () => {
  for (const answer of ["throw new Error('not on the edge')", "return {}", "return undefined"]) {
    const script = `let asked = 0; process.getBuiltinModule = () => { asked++; ${answer}; };
      const { Signer } = await import(pkg + "/index.js"); const s = new Signer(signer);
      for (let i = 0; i < 3; i++) s.sign({ url, body: "x".repeat(1 << 20) });
      console.log(asked);`;
    assert.equal(printedBy(script), "1");
  }
});

for (const [userAgent, hashed] of [
  ["Node.js/22", "2 3 4"],
  ["Bun/1.4.5", "2 3 4"],
  ["Cloudflare-Workers", "1 1 2"],
  ["Deno/2.9.6", "1 1 2"],
  // Node 20 has no navigator.
  [undefined, "2 3 4"],
]) {
  test(`how much node:crypto has hashed in ${userAgent} behind an upload, a short and a long URL`, () => {
    const script = `const crypto = process.getBuiltinModule("node:crypto"); const { hash } = crypto; const counts = [0];
      crypto.hash = (...args) => { counts[counts.length - 1]++; return hash(...args); };
      Object.defineProperty(globalThis, "navigator", { value: ${JSON.stringify(userAgent && { userAgent })} });
      const { Signer } = await import(pkg + "/index.js"); const s = new Signer(signer);
      const after = (call) => { call(); counts.push(counts.at(-1)); };
      after(() => s.sign({ url, body: "x".repeat(1 << 20) }));
      after(() => s.presign(url));
      after(() => s.presign(url + "k".repeat(3000)));
      console.log(counts.slice(0, 3).join(" "));`;
    assert.equal(printedBy(script), hashed);
  });
}

test("a module compiled in another realm is taken, as edge runtimes pass it", () => {
  const script = `
    const { readFileSync } = await import("node:fs"), { EdgeVM } = await import(${JSON.stringify(import.meta.resolve("@edge-runtime/vm"))});
    const vm = new EdgeVM();
    vm.context.bytes = new Uint8Array(readFileSync(new URL(pkg + "/sigv4.wasm")));
    const foreign = vm.evaluate("new WebAssembly.Module(bytes)");
    if (foreign instanceof WebAssembly.Module) throw new Error("of this realm");
    const slim = await import(pkg + "/slim.js");`;
  for (const init of ["slim.initSync(foreign);", "await slim.init(foreign);"]) {
    assert.equal(
      printedBy(`${script} ${init} console.log(new slim.Signer(signer).presign(url, { date }));`),
      expected,
      init,
    );
  }
});

test("no artefact holds a path of the machine that built it", () => {
  const artefacts = readdirSync(pkg).filter((file) => file.endsWith(".wasm"));
  assert.equal(artefacts.length, 3);
  for (const file of artefacts) {
    const text = readFileSync(path.join(pkg, file), "latin1");
    for (const folder of [homedir(), path.dirname(pkg)]) assert.ok(!text.includes(`${folder}/`), `${file}: ${folder}`);
  }
});

test("what the declarations export has a comment, and so has each call and each member of what is taken or answered", () => {
  // The members of most of its interfaces are the SDK's, which documents them.
  const ofSdk = "aws-sdk-types.d.ts";
  let checked = 0;
  for (const file of readdirSync(pkg, { recursive: true }).filter((name) => name.endsWith(".d.ts"))) {
    const lines = readFileSync(path.join(pkg, file), "utf8").split("\n");
    let hasMembers = false;
    for (const [place, line] of lines.entries()) {
      const isExport = /^export (declare )?(interface|class|function|type(?! \*| \{)|const) /.test(line);
      if (isExport) hasMembers = file !== ofSdk || line.startsWith("export interface SdkSignerOptions");
      const isMember = hasMembers && /^ {4,}(readonly )?[\w.[\]]+\??[:(<]/.test(line);
      if (!isExport && !isMember) continue;
      assert.match(lines[place - 1] ?? "", /\*\/$/, `${file}: ${line}`);
      checked++;
    }
  }
  assert.ok(checked > 200, `${checked}`);
});

test("every variant of an entry passes on all that its types have", async () => {
  const names = (file, pattern) => {
    const lists = [...readFileSync(path.join(pkg, file), "utf8").matchAll(pattern)].map(([, list]) => list);
    return lists.flatMap((list) => list.split(/,\s*/)).filter((name) => !name.startsWith("type "));
  };
  for (const [types, variants] of [
    ["api.d.ts", ["index.js", "workerd.js", "edge.js", "node.js"]],
    ["explaining-api.d.ts", ["explaining.js", "explaining-workerd.js", "explaining-edge.js"]],
    ["doctor-api.d.ts", ["doctor.js", "doctor-workerd.js", "doctor-edge.js"]],
    ["aws-sdk-api.d.ts", ["aws-sdk.js", "aws-sdk-workerd.js", "aws-sdk-edge.js", "aws-sdk-node.js"]],
  ]) {
    const promised = names(types, /^export \{ (.+) \}/gm).sort();
    assert.ok(promised.length > 2);
    for (const file of variants) assert.deepEqual(names(file, /^export \{ (.+) \}/gm).sort(), promised, file);
    assert.deepEqual(Object.keys(await import(path.join(pkg, variants[0]))).sort(), promised);
  }
  for (const variant of ["", "-workerd", "-edge"]) {
    const promised = ["explaining", "doctor"].flatMap((each) => names(`${each}${variant}.js`, /^export \{ (.+) \}/gm));
    const file = `inspect${variant}.js`;
    assert.deepEqual(names(file, /^export \{ (.+) \}/gm).sort(), [...new Set(promised)].sort(), file);
  }
});
