// Built by each bundler with no configuration, then run in Chromium. ./slim: the file as the bundler's own kind of asset.
import { writeFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { BROWSERS } from "./support/browsers.mjs";
import { servePages } from "./support/pages.mjs";
import { run } from "./support/process.mjs";
import { ran } from "./support/ran.mjs";
import { assertSigned } from "./support/vectors.mjs";
import { workspace } from "./support/workspace.mjs";

let group;
let browser;
before(async () => {
  group = await workspace("bundlers");
  browser = await BROWSERS.chromium(await workspace("browsers"));
});
after(() => browser?.close());

const build = (bundler, ...args) => run(group.bin(bundler), args, { cwd: group.folder, seconds: 120 });

/** Opens a built page, which reports; where the bundler makes none, one that loads `script` is written. */
async function signed(folder, entries, { page = "index.html", script } = {}) {
  if (script) writeFileSync(group.file(folder, page), pageWith(script));
  const pages = await servePages(group.file(folder));
  try {
    await browser.open(pages.url + page);
    assertSigned(await pages.report(), entries);
  } finally {
    await pages.close();
  }
}

const pageWith = (script) =>
  `<!doctype html>\n<meta charset="utf-8">\n<script type="module" src="${script}"></script>\n`;

const DEFAULT = [".", "./inspect"];
const built = (name, what, entries = DEFAULT) => ran("Bundler", name, group.version(name), entries, what);

test("vite", async () => {
  await build("vite", "build", "--outDir", "vite", "--logLevel", "error");
  await signed("vite", DEFAULT);
  built("vite", "no configuration");
});

test("vite: ./slim with `?url`", async () => {
  writeFileSync(group.file("vite.html"), pageWith("./slim-vite.js"));
  const config = "export default { build: { rollupOptions: { input: { index: 'vite.html' } } } };\n";
  writeFileSync(group.file("vite.slim.js"), config);
  await build("vite", "build", "--config", "vite.slim.js", "--outDir", "vite-slim", "--logLevel", "error");
  await signed("vite-slim", ["./slim"], { page: "vite.html" });
  built("vite", "`./slim`: the file by `?url`", ["./slim"]);
});

test("webpack 5", async () => {
  await build("webpack", "./main.js", "--mode", "production", "--output-path", "webpack");
  await signed("webpack", DEFAULT, { script: "./main.js" });
  built("webpack", "no configuration");
});

test("webpack 5: ./slim with `new URL`", async () => {
  await build("webpack", "./slim-webpack.js", "--mode", "production", "--output-path", "webpack-slim");
  await signed("webpack-slim", ["./slim"], { script: "./main.js" });
  built("webpack", "`./slim`: the file by `new URL`", ["./slim"]);
});

test("rollup, with the plug-in that finds packages", async () => {
  await build("rollup", "main.js", "--plugin", "node-resolve", "--dir", "rollup", "--silent");
  await signed("rollup", DEFAULT, { script: "./main.js" });
  built("rollup", "`@rollup/plugin-node-resolve`");
});

test("esbuild", async () => {
  await build("esbuild", "main.js", "--bundle", "--format=esm", "--minify", "--outdir=esbuild", "--log-level=warning");
  await signed("esbuild", DEFAULT, { script: "./main.js" });
  built("esbuild", "no configuration");
});

test("esbuild: ./slim with the loader `file`", async () => {
  const options = ["--bundle", "--format=esm", "--loader:.wasm=file", "--outfile=esbuild-slim/main.js"];
  await build("esbuild", "slim-esbuild.js", ...options, "--log-level=warning");
  await signed("esbuild-slim", ["./slim"], { script: "./main.js" });
  built("esbuild", "`./slim`: `--loader:.wasm=file`", ["./slim"]);
});

test("parcel", async () => {
  await build("parcel", "build", "index.html", "--dist-dir", "parcel", "--no-cache", "--no-source-maps");
  await signed("parcel", DEFAULT);
  built("parcel", "no configuration");
});

test("parcel: ./slim with `new URL`", async () => {
  await build("parcel", "build", "slim.html", "--dist-dir", "parcel-slim", "--no-cache", "--no-source-maps");
  await signed("parcel-slim", ["./slim"], { page: "slim.html" });
  built("parcel", '`./slim`: the file by `new URL("npm:…")`', ["./slim"]);
});
