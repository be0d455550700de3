// A folder of its own for each group of tests: the group's packages, the packed tarball of pkg/ and the fixtures.
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { run } from "./process.mjs";
import { vectors } from "./vectors.mjs";

const packaging = path.dirname(import.meta.dirname);
const root = path.join(packaging, "../..");
export const artifacts = path.join(root, "tests/artifacts/packaging");

let packed;

/** The tarball that `npm publish` would send, packed once a process. */
export function tarball() {
  packed ??= (async () => {
    const folder = path.join(artifacts, `tarball-${process.pid}`);
    mkdirSync(folder, { recursive: true });
    process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
    await run("npm", ["pack", path.join(root, "pkg"), "--pack-destination", folder, "--ignore-scripts"]);
    return path.join(folder, readdirSync(folder)[0]);
  })();
  return packed;
}

/** Installs a group of groups/ and the tarball, and puts the vectors, fixtures/shared and fixtures/GROUP beside them. */
export async function workspace(group) {
  const folder = path.join(artifacts, group);
  const modules = path.join(folder, "node_modules");
  mkdirSync(folder, { recursive: true });
  for (const name of readdirSync(folder)) if (name !== "node_modules") remove(path.join(folder, name));
  // Else npm may take what an earlier run installed for the same name and version.
  remove(path.join(modules, "sigv4-wasm"));
  cpSync(path.join(packaging, "groups", group), folder, { recursive: true });
  cpSync(path.join(packaging, "groups/.npmrc"), path.join(folder, ".npmrc"));
  // What the machine's settings may leave out is what is tested.
  const whole = ["--include=dev", "--include=optional"];
  await run("npm", ["install", "--no-save", "--ignore-scripts", "--prefer-offline", ...whole, await tarball()], {
    cwd: folder,
    seconds: 240,
  });
  for (const fixtures of ["shared", group]) {
    const source = path.join(packaging, "fixtures", fixtures);
    if (existsSync(source)) cpSync(source, folder, { recursive: true });
  }
  writeFileSync(path.join(folder, "vectors.js"), `export const vectors = ${JSON.stringify(vectors, null, 2)};\n`);
  const require = createRequire(path.join(folder, "package.json"));
  return {
    folder,
    file: (...names) => path.join(folder, ...names),
    bin: (name) => path.join(modules, ".bin", name),
    /** Imports one of the group's packages into the test itself. */
    import: (name) => import(pathToFileURL(require.resolve(name)).href),
    version: (name) => JSON.parse(readFileSync(path.join(modules, name, "package.json"), "utf8")).version,
  };
}

function remove(file) {
  rmSync(file, { recursive: true, force: true });
}
