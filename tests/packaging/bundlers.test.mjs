// Built by each bundler with no configuration, then run in Chromium. ./slim: the file as the bundler's own kind of asset.
import { cpSync, writeFileSync } from "node:fs";
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

const bin = (bundler, ...args) => run(group.bin(bundler), args, { cwd: group.folder, seconds: 120 });

/** How each bundler makes `folder` of `entry`: a script `main.js`, or a page where it starts from one. */
const BUILD = {
  async vite(entry, folder) {
    writePage("index.html", `./${entry}`);
    await bin("vite", "build", "--outDir", folder, "--logLevel", "error");
  },
  async webpack(entry, folder) {
    await bin("webpack", `./${entry}`, "--mode", "production", "--output-path", folder);
    writePage(`${folder}/index.html`, "./main.js");
  },
  async rollup(entry, folder) {
    if (entry === "slim-rollup.js")
      cpSync(group.file("node_modules/sigv4-wasm/sigv4.wasm"), group.file(folder, "sigv4.wasm"));
    await bin("rollup", entry, "--plugin", "node-resolve", "--file", `${folder}/main.js`, "--silent");
    writePage(`${folder}/index.html`, "./main.js");
  },
  async esbuild(entry, folder, ...options) {
    const output = ["--bundle", "--format=esm", "--minify", `--outfile=${folder}/main.js`, "--log-level=warning"];
    await bin("esbuild", entry, ...output, ...options);
    writePage(`${folder}/index.html`, "./main.js");
  },
  async parcel(entry, folder) {
    writePage("index.html", `./${entry}`);
    await bin("parcel", "build", "index.html", "--dist-dir", folder, "--no-cache", "--no-source-maps");
  },
};

function writePage(file, script) {
  const page = `<!doctype html>\n<meta charset="utf-8">\n<script type="module" src="${script}"></script>\n`;
  writeFileSync(group.file(file), page);
}

/** Opens a built page, which reports what its entries signed. */
async function signed(folder, entries) {
  const pages = await servePages(group.file(folder));
  try {
    await browser.open(pages.url);
    assertSigned(await pages.report(), entries);
  } finally {
    await pages.close();
  }
}

const NOTHING = "no configuration";
const NEEDS = { rollup: "`@rollup/plugin-node-resolve`" };

for (const [name, build] of Object.entries(BUILD)) {
  test(`${name}: the default entry, inspect and doctor`, async () => {
    await build("main.js", `${name}-main`);
    await signed(`${name}-main`, [".", "./inspect", "./doctor"]);
    ran("Bundler", name, group.version(name), [".", "./inspect", "./doctor"], NEEDS[name] ?? NOTHING);
  });

  test(`${name}: aws-sdk alone`, async () => {
    await build("sdk.js", `${name}-sdk`);
    await signed(`${name}-sdk`, ["./aws-sdk"]);
    ran("Bundler", name, group.version(name), ["./aws-sdk"], NEEDS[name] ?? NOTHING);
  });
}

/** The file as the bundler's own kind of asset. rollup has none without a plug-in, so there it is copied. */
const ASSET = {
  vite: "the file by `?url`",
  webpack: "the file by `new URL`",
  rollup: "the file copied beside the script, by `new URL`",
  esbuild: "`--loader:.wasm=file`",
  parcel: 'the file by `new URL("npm:…")`',
};

for (const [name, what] of Object.entries(ASSET)) {
  test(`${name}: slim, ${what}`, async () => {
    const options = name === "esbuild" ? ["--loader:.wasm=file"] : [];
    await BUILD[name](`slim-${name}.js`, `${name}-slim`, ...options);
    await signed(`${name}-slim`, ["./slim"]);
    ran("Bundler", name, group.version(name), ["./slim"], `\`./slim\`: ${what}`);
  });
}
