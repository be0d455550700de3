// The declarations and the manifest, as TypeScript projects and the two linters for packages read them.
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { before, test } from "node:test";
import { ENTRIES } from "./support/entries.mjs";
import { run } from "./support/process.mjs";
import { ran } from "./support/ran.mjs";
import { tarball, workspace } from "./support/workspace.mjs";

let group;
before(async () => {
  group = await workspace("types");
});

const STRICT = {
  strict: true,
  skipLibCheck: false,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noEmit: true,
  target: "es2022",
};
// Without `dom`, @types/node brings fetch's types; `esnext.disposable` is for the fixture's own `using`.
const NODE = { lib: ["es2023", "esnext.disposable"], types: ["node"] };
const PAGE = { lib: ["es2022", "dom", "dom.iterable"], types: [] };

/** `moduleResolution` and `lib`; all strict and without `skipLibCheck`. */
const PROJECTS = {
  "node16, without DOM": [["node.ts"], { module: "node16", moduleResolution: "node16", ...NODE }],
  "nodenext, without DOM": [["node.ts", "require.cts"], { module: "nodenext", moduleResolution: "nodenext", ...NODE }],
  "bundler, without DOM": [["node.ts"], { module: "esnext", moduleResolution: "bundler", ...NODE }],
  "node10, without DOM": [["node.ts"], { module: "esnext", moduleResolution: "node10", ...NODE }],
  "bundler, a page": [["browser.ts"], { module: "esnext", moduleResolution: "bundler", ...PAGE }],
  "nodenext, a page": [["browser.ts"], { module: "nodenext", moduleResolution: "nodenext", ...PAGE }],
};

/** Under which name npm installs each, and what it compiles. */
const COMPILERS = {
  "TypeScript 7": ["typescript", Object.keys(PROJECTS).filter((name) => !name.startsWith("node10"))],
  // It is slower, and declarations are read alike in every project; `node10` it alone has.
  "TypeScript 5": ["typescript5", ["nodenext, without DOM", "node10, without DOM", "bundler, a page"]],
  // The oldest that the README promises. @types/node needs a later one.
  "TypeScript 5.2": ["typescript5.2", ["bundler, a page", "nodenext, a page"]],
};

for (const [title, [compiler, names]] of Object.entries(COMPILERS)) {
  for (const name of names) {
    const [files, options] = PROJECTS[name];
    test(`${title}: ${name}`, async () => {
      const project = group.file("tsconfig.json");
      writeFileSync(project, JSON.stringify({ files, compilerOptions: { ...STRICT, ...options } }));
      const tsc = group.file("node_modules", compiler, "bin/tsc");
      await run(process.execPath, [tsc, "--project", project], { cwd: group.folder });
      ran("Types", title, group.version(compiler), ENTRIES, `\`${name.replace(",", "`,")}`);
    });
  }
}

test("publint finds nothing", async () => {
  const { publint } = await group.import("publint");
  const { messages } = await publint({ pkgDir: group.file("node_modules/sigv4-wasm"), strict: true, pack: false });
  assert.deepEqual(messages, []);
  ran("Types", "publint", group.version("publint"), ENTRIES, "the tarball, strict: nothing found");
});

test("attw finds nothing but that the package is ES modules alone", async () => {
  // That is what require() of ES modules is for, from Node 20.19 on.
  const accepted = ["--ignore-rules", "cjs-resolves-to-esm"];
  await run(group.bin("attw"), [await tarball(), "--format", "ascii", ...accepted], { cwd: group.folder });
  ran("Types", "attw", group.version("@arethetypeswrong/cli"), ENTRIES, "the tarball; accepted: ES modules only");
});
