// The packed package in Node, Bun, Deno, workerd and an edge VM, as each of them loads it by itself.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { before, test } from "node:test";
import { ENTRIES, WITHOUT_SLIM } from "./support/entries.mjs";
import { run } from "./support/process.mjs";
import { ran } from "./support/ran.mjs";
import { assertSigned } from "./support/vectors.mjs";
import { workspace } from "./support/workspace.mjs";

let group;
before(async () => {
  group = await workspace("runtimes");
});

const execute = (binary, args, env = {}) => run(group.file("node_modules", binary), args, { cwd: group.folder, env });

for (const major of [20, 22, 24, 26]) {
  const node = (...args) => execute(`node${major}/bin/node`, args);
  const version = () => group.version(`node${major}`);

  test(`Node ${major}: import`, async () => {
    assertSigned(await node("esm.mjs"), ENTRIES);
    ran("Runtime", `Node ${major}`, version(), ENTRIES, "`import`");
  });

  test(`Node ${major}: require()`, async () => {
    assertSigned(await node("--no-warnings", "require.cjs"), [".", "./inspect"]);
    ran("Runtime", `Node ${major}`, version(), [".", "./inspect"], "`require()`");
  });

  test(`Node ${major}: worker threads, a vm context, --frozen-intrinsics`, async () => {
    assertSigned(await node("worker-threads.mjs"), ["."]);
    assertSigned(await node("--no-warnings", "--experimental-vm-modules", "vm-context.mjs"), [".", "./inspect"]);
    assertSigned(await node("--no-warnings", "--frozen-intrinsics", "esm.mjs"), ENTRIES);
    const what = "worker threads; vm context and `--frozen-intrinsics`";
    ran("Runtime", `Node ${major}`, version(), [".", "./inspect"], what);
  });
}

for (const form of ["bytes", "promise", "response", "promisedResponse", "url", "module", "moduleAtOnce"]) {
  test(`Node 24: ./slim started with: ${form}`, async () => {
    assertSigned(await execute("node24/bin/node", ["init.mjs", form]), ["./slim"]);
  });
}

test("Node 24: signing lets the process end, and needs neither a permission nor a flag", async () => {
  const script = "import('sigv4-wasm').then(({ s3Url }) => console.log(s3Url({ bucket: 'a', region: 'eu-west-1' })))";
  const out = await execute("node24/bin/node", ["--permission", `--allow-fs-read=${group.folder}/*`, "--eval", script]);
  assert.equal(out, "https://a.s3.eu-west-1.amazonaws.com/\n");
});

test("Bun", async () => {
  assertSigned(await execute("@oven/bun-linux-x64/bin/bun", ["esm.mjs"]), ENTRIES);
  assertSigned(await execute("@oven/bun-linux-x64/bin/bun", ["require.cjs"]), [".", "./inspect"]);
  assertSigned(await execute("@oven/bun-linux-x64/bin/bun", ["worker-threads.mjs"]), ["."]);
  const version = group.version("@oven/bun-linux-x64");
  ran("Runtime", "Bun", version, ENTRIES, "`import`, `require()`, worker threads");
});

test("Deno", async () => {
  const flags = ["run", "--no-remote", "--node-modules-dir=manual", `--allow-read=${group.folder}`];
  const env = { DENO_DIR: group.file("deno-cache"), DENO_NO_UPDATE_CHECK: "1" };
  const out = await execute("@deno/linux-x64-glibc/deno", [...flags, "esm.mjs"], env);
  assertSigned(out, ENTRIES);
  const version = group.version("@deno/linux-x64-glibc");
  ran("Runtime", "Deno", version, ENTRIES, "`import`, with no permission but to read the file");
});

test("workerd: a module worker with the .wasm file as a static import", async () => {
  const { build } = await group.import("esbuild");
  const { Miniflare } = await group.import("miniflare");
  await build({
    entryPoints: [group.file("worker.js"), group.file("slim-worker.js")],
    outdir: group.file("workerd"),
    bundle: true,
    format: "esm",
    conditions: ["workerd", "worker", "browser"],
    loader: { ".wasm": "copy" },
    logLevel: "error",
  });
  // A date from before workerd could compile bytes at start-up.
  const answer = async (script, compatibilityDate = "2024-01-01", compatibilityFlags = []) => {
    const worker = new Miniflare({
      modules: true,
      modulesRoot: group.file("workerd"),
      scriptPath: group.file("workerd", script),
      modulesRules: [{ type: "CompiledWasm", include: ["**/*.wasm"] }],
      compatibilityDate,
      compatibilityFlags,
      cf: false,
    });
    try {
      return await (await worker.dispatchFetch("http://localhost/")).text();
    } finally {
      await worker.dispose();
    }
  };
  assertSigned(await answer("worker.js"), WITHOUT_SLIM);
  assertSigned(await answer("slim-worker.js"), ["./slim"]);
  // With Node's Buffer and node:crypto, in a version of their own.
  const compatible = await answer("worker.js", "2026-07-01", ["nodejs_compat"]);
  assertSigned(compatible, WITHOUT_SLIM);
  ran(
    "Runtime",
    "workerd (Cloudflare Workers)",
    group.version("workerd"),
    ENTRIES,
    "module worker in miniflare; `nodejs_compat`",
  );
});

test("an edge VM: the module was compiled in another realm", async () => {
  const { build } = await group.import("esbuild");
  const { EdgeVM } = await group.import("@edge-runtime/vm");
  const vm = new EdgeVM();
  // What a framework does with `.wasm?module`: the module is handed in, compiled outside.
  const handedIn = {
    name: "wasm?module",
    setup({ onResolve, onLoad, resolve }) {
      onResolve({ filter: /\.wasm\?module$/ }, async ({ path, resolveDir, kind }) => {
        const file = await resolve(path.replace("?module", ""), { resolveDir, kind });
        return { path: file.path, namespace: "handed-in" };
      });
      onLoad({ filter: /.*/, namespace: "handed-in" }, ({ path }) => {
        const name = basename(path);
        vm.context[name] = new WebAssembly.Module(readFileSync(path));
        return { contents: `export default globalThis[${JSON.stringify(name)}]` };
      });
    },
  };
  const { outputFiles } = await build({
    entryPoints: [group.file("edge.js")],
    bundle: true,
    write: false,
    conditions: ["edge-light"],
    plugins: [handedIn],
    logLevel: "error",
  });
  assert.equal(vm.evaluate("globalThis['sigv4.wasm'] instanceof WebAssembly.Module"), false, "the realms must differ");
  vm.evaluate(outputFiles[0].text);
  assertSigned(await vm.context.report, ENTRIES);
  ran("Runtime", "Edge VM", group.version("@edge-runtime/vm"), ENTRIES, "a module of another realm");
});
