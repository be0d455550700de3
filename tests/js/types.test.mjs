import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, test } from "node:test";

const tests = path.join(import.meta.dirname, "..");
const tsc = path.join(tests, "../pkg-template/node_modules/typescript/bin/tsc");
const project = mkdtempSync(path.join(tmpdir(), "sigv4-types-"));
after(() => rmSync(project, { recursive: true }));

// A project of its own, with the package installed: nothing of this repository's configuration is above it.
cpSync(path.join(tests, "types"), project, { recursive: true });
mkdirSync(path.join(project, "node_modules/@types"), { recursive: true });
cpSync(path.join(tests, "../pkg"), path.join(project, "node_modules/sigv4-wasm"), { recursive: true });
for (const name of ["@types/node", "undici-types"]) {
  symlinkSync(path.join(tests, "node_modules", name), path.join(project, "node_modules", name));
}
writeFileSync(path.join(project, "package.json"), JSON.stringify({ type: "module" }));

const STRICT = { strict: true, noEmit: true, target: "es2022", skipLibCheck: false, exactOptionalPropertyTypes: true };
const BROWSER = { lib: ["es2023", "dom", "dom.iterable"], types: [] };
const NODE = { lib: ["es2023"], types: ["node"] };
const PROJECTS = {
  "browser, bundler": { ...BROWSER, module: "esnext", moduleResolution: "bundler" },
  "browser, nodenext": { ...BROWSER, module: "nodenext" },
  "Node without DOM, node16": { ...NODE, module: "node16" },
  "Node without DOM, nodenext": { ...NODE, module: "nodenext" },
};

for (const [name, compilerOptions] of Object.entries(PROJECTS)) {
  for (const file of ["agreement.ts", "use.ts"]) {
    test(`${file} compiles: ${name}`, () => {
      const config = path.join(project, "tsconfig.json");
      writeFileSync(config, JSON.stringify({ compilerOptions: { ...STRICT, ...compilerOptions }, files: [file] }));
      try {
        execFileSync(process.execPath, [tsc, "--project", config], { cwd: project, encoding: "utf8", stdio: "pipe" });
      } catch (error) {
        throw new Error(error.stdout || error.stderr);
      }
    });
  }
}
