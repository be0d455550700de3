// Built by each bundler for Node into one script, as functions are deployed, then run alone in a folder without packages.
import assert from "node:assert/strict";
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { before, test } from "node:test";
import { WITHOUT_SLIM } from "./support/entries.mjs";
import { run } from "./support/process.mjs";
import { ran } from "./support/ran.mjs";
import { assertSigned } from "./support/vectors.mjs";
import { workspace } from "./support/workspace.mjs";

let group;
before(async () => {
  group = await workspace("bundlers");
});

const bin = (bundler, ...args) => run(group.bin(bundler), args, { cwd: group.folder, seconds: 120 });
const esbuild = (file, ...options) =>
  bin("esbuild", "server.mjs", "--bundle", "--platform=node", "--minify", `--outfile=${file}`, ...options);

/** How each bundler makes `file` of server.mjs. */
const BUILD = {
  esbuild: {
    "server.mjs": (file) => esbuild(file, "--format=esm"),
    "server.cjs": (file) => esbuild(file, "--format=cjs"),
  },
  rollup: {
    "server.mjs": (file) =>
      bin("rollup", "server.mjs", "--plugin", "node-resolve={exportConditions:['node']}", "--file", file),
  },
  vite: {
    "server.mjs": (file) =>
      bin("vite", "build", "--ssr", "server.mjs", "--outDir", path.dirname(file), "--config", "server.vite.config.mjs"),
  },
  webpack: {
    "server.cjs": (file) => {
      const options = ["--mode=production", "--target=node", "--output-filename=server.cjs"];
      return bin("webpack", "./server.mjs", ...options, `--output-path=${path.dirname(file)}`);
    },
  },
};

for (const [name, forms] of Object.entries(BUILD)) {
  test(`${name}: bundled for Node`, async () => {
    for (const [file, build] of Object.entries(forms)) {
      const built = group.file(`${name}-node`, file);
      await build(built);
      assertSigned(await runAlone(built), WITHOUT_SLIM);
      const script = readFileSync(built, "utf8");
      const modules = script.match(/AGFzbQEAAAAB|0061736d01000000/g);
      assert.deepEqual(modules, ["AGFzbQEAAAAB"], `${file}: the signing module once, in base64`);
      const rankings = script.match(/\b[\da-f]{512}\b/g);
      assert.equal(rankings.length, 2, `${file}: each explaining module once`);
    }
    ran("Bundler", name, group.version(name), WITHOUT_SLIM, "for Node");
  });
}

async function runAlone(script) {
  const folder = mkdtempSync(path.join(tmpdir(), "sigv4-bundle-"));
  try {
    copyFileSync(script, path.join(folder, path.basename(script)));
    return await run(process.execPath, [path.basename(script)], { cwd: folder });
  } finally {
    rmSync(folder, { recursive: true });
  }
}
