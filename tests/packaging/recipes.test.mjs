// Each file of examples/, as it lies in the package, run by the runtime it is for against Ceph's gateway.
import assert from "node:assert/strict";
import { cpSync, readdirSync, readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { inBrowser } from "./support/browsers.mjs";
import { run, start } from "./support/process.mjs";
import { startStore } from "./support/store.mjs";
import { workspace } from "./support/workspace.mjs";

const NAME = "c++ & ü!'()*.txt";

let store;
let env;
let runtimes;
before(async () => {
  store = await startStore();
  env = {
    AWS_ACCESS_KEY_ID: store.credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: store.credentials.secretAccessKey,
    AWS_REGION: store.region,
    AWS_ENDPOINT_URL_S3: store.endpoint,
    BUCKET: store.bucket,
  };
  Object.assign(process.env, env);
  runtimes = await withExamples("runtimes");
});
after(() => store?.stop());

/** The group's workspace with the packed examples beside its fixtures. */
async function withExamples(name) {
  const group = await workspace(name);
  cpSync(group.file("node_modules/sigv4-wasm/examples"), group.file("examples"), { recursive: true });
  return { ...group, example: (file) => import(pathToFileURL(group.file("examples", file)).href) };
}

const stored = async (key) => (await store.signer.fetch(store.url(key))).text();
const put = (key, body) => store.signer.fetch(store.url(key), { method: "PUT", body });

test("each recipe is here, and shorter than 40 lines", async () => {
  const folder = runtimes.file("examples");
  const recipes = readdirSync(folder);
  assert.deepEqual(recipes.sort(), [
    "axios.mjs",
    "browser-upload.js",
    "cloudflare-worker.js",
    "deno-server.ts",
    "ky.mjs",
    "lambda.mjs",
    "next-route.js",
    "node-script.mjs",
    "undici.mjs",
  ]);
  for (const file of recipes) {
    const lines = readFileSync(`${folder}/${file}`, "utf8").trimEnd().split("\n").length;
    assert.ok(lines < 40, `${file}: ${lines}`);
  }
});

test("cloudflare-worker.js", async () => {
  const { build } = await runtimes.import("esbuild");
  const { Miniflare } = await runtimes.import("miniflare");
  const entryPoints = [runtimes.file("examples/cloudflare-worker.js")];
  const options = { bundle: true, format: "esm", conditions: ["workerd"], loader: { ".wasm": "copy" } };
  await build({ entryPoints, outdir: runtimes.file("r2"), ...options, logLevel: "error" });
  const worker = new Miniflare({
    modules: true,
    modulesRoot: runtimes.file("r2"),
    scriptPath: runtimes.file("r2/cloudflare-worker.js"),
    modulesRules: [{ type: "CompiledWasm", include: ["**/*.wasm"] }],
    compatibilityDate: "2024-01-01",
    cf: false,
    bindings: {
      R2_ACCESS_KEY_ID: store.credentials.accessKeyId,
      R2_SECRET_ACCESS_KEY: store.credentials.secretAccessKey,
      R2_ENDPOINT: store.endpoint,
      BUCKET: store.bucket,
    },
  });
  try {
    const headers = { "content-type": "image/png" };
    const asked = `http://localhost/${encodeURIComponent(NAME)}`;
    const answer = await worker.dispatchFetch(asked, { method: "POST", headers });
    const { key, url, ...upload } = await answer.json();
    assert.ok(key.startsWith("uploads/") && key.endsWith(NAME), key);
    assert.deepEqual(upload.headers, headers);
    const refused = await fetch(url, {
      method: upload.method,
      body: "image",
      headers: { "content-type": "text/html" },
    });
    assert.equal(refused.status, 403);
    const sent = await fetch(url, { method: upload.method, body: "image", headers: upload.headers });
    assert.equal(sent.status, 200);
    assert.equal(await stored(key), "image");
    assert.equal((await worker.dispatchFetch(asked, { method: "POST", body: "" })).status, 415);
  } finally {
    await worker.dispose();
  }
});

test("lambda.mjs", async () => {
  await put(NAME, "report");
  const { handler } = await runtimes.example("lambda.mjs");
  const { statusCode, headers } = await handler({ rawPath: `/${encodeURIComponent(NAME)}` });
  assert.equal(statusCode, 302);
  const response = await fetch(headers.location);
  assert.equal(await response.text(), "report");
  assert.match(response.headers.get("content-disposition"), /^attachment; filename\*=UTF-8''c%2B%2B/);
});

test("deno-server.ts", async () => {
  await put(NAME, "0123456789");
  const flags = ["run", "--no-remote", "--node-modules-dir=manual", "--allow-net=127.0.0.1", "--allow-env"];
  const deno = runtimes.file("node_modules/@deno/linux-x64-glibc/deno");
  const server = await start(deno, [...flags, "examples/deno-server.ts"], {
    cwd: runtimes.folder,
    env: { ...env, PORT: "0", DENO_DIR: runtimes.file("deno-cache"), DENO_NO_UPDATE_CHECK: "1", NO_COLOR: "1" },
    ready: /http:\/\/127\.0\.0\.1:\d+/,
  });
  try {
    const url = `${server.match[0]}/${encodeURIComponent(NAME)}`;
    const part = await fetch(url, { headers: { range: "bytes=2-4" } });
    assert.deepEqual([part.status, await part.text()], [206, "234"]);
    assert.equal((await fetch(url, { method: "HEAD" })).headers.get("content-length"), "10");
    assert.equal((await fetch(url, { method: "DELETE" })).status, 405);
  } finally {
    await server.stop();
  }
});

test("node-script.mjs", async () => {
  await Promise.all([put("list/a", "1"), put("list/c++ & ü.txt", "22")]);
  const node = runtimes.file("node_modules/node24/bin/node");
  const out = await run(node, ["examples/node-script.mjs", "list/"], { cwd: runtimes.folder, env });
  assert.equal(out, "           1  list/a\n           2  list/c++ & ü.txt\n");
});

for (const [file, exercise] of Object.entries({
  async "axios.mjs"({ client }, url) {
    const { config } = await client.put(url, "by axios", { headers: { "x-amz-meta-a": "b" } });
    assert.match(config.headers.get("authorization"), /;x-amz-date;x-amz-meta-a,/);
    const retried = await client.request(config);
    assert.equal(retried.config.headers.get("authorization").split("SignedHeaders").length, 2);
    const { data } = await client.get("", { baseURL: url, params: { "response-content-language": "x, y" } });
    return data;
  },
  async "ky.mjs"({ client }, url) {
    await client.put(url, { body: "by ky" });
    return client.get(url, { searchParams: { "response-content-language": "x, y" } }).text();
  },
  async "undici.mjs"({ dispatcher }, url, { request }) {
    await request(url, { dispatcher, method: "PUT", body: "by undici" });
    const { body } = await request(`${url}?response-content-language=x,%20y`, { dispatcher });
    return body.text();
  },
})) {
  test(file, async () => {
    const clients = await withExamples("clients");
    const name = file.replace(".mjs", "");
    const recipe = await clients.example(file);
    assert.equal(await exercise(recipe, store.url(`${name}/${NAME}`), await clients.import(name)), `by ${name}`);
    assert.equal(await stored(`${name}/${NAME}`), `by ${name}`);
  });
}

test("browser-upload.js", async () => {
  const group = await withExamples("browsers");
  const answers = {
    "/credentials": { ...(await store.temporaryCredentials()), expiration: new Date(Date.now() + 3600_000) },
    "/store.json": { bucket: store.bucket, key: `page/${NAME}`, region: store.region, endpoint: store.stsEndpoint },
  };
  const headers = { "content-type": "application/json" };
  const answer = ({ url }) => answers[url] && { status: 200, headers, body: JSON.stringify(answers[url]) };
  await inBrowser("chromium", group, { answer }, async (browser, pages) => {
    await browser.open(`${pages.url}browser-upload.html`);
    assert.deepEqual(JSON.parse(await pages.report()), { last: 1 });
    assert.equal(await stored(`page/${NAME}`), "from a page");
  });
});
