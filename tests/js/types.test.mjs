import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, test } from "node:test";
import { explain } from "../../pkg/inspect.js";

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

function compile(compilerOptions, ...files) {
  const config = path.join(project, "tsconfig.json");
  writeFileSync(config, JSON.stringify({ compilerOptions: { ...STRICT, ...compilerOptions }, files }));
  try {
    execFileSync(process.execPath, [tsc, "--project", config], { cwd: project, encoding: "utf8", stdio: "pipe" });
  } catch (error) {
    throw new Error(error.stdout || error.stderr);
  }
}

for (const [name, compilerOptions] of Object.entries(PROJECTS)) {
  test(`what is written against the types compiles: ${name}`, () => {
    compile(compilerOptions, "agreement.ts", "use.ts", "refused.ts");
  });
}

test("declarations of others can name what they infer from one entry", () => {
  for (const name of ["browser, bundler", "Node without DOM, nodenext"]) {
    compile({ ...PROJECTS[name], declaration: true }, "declared.ts");
  }
});

test("an Explanation has the members that its type declares", () => {
  const credentials = { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "secret" };
  const url = "https://bucket.s3.us-east-1.amazonaws.com/a!b?b=2&a=1&&X-Amz-Date=old";
  const headers = { "X-A": " 1", "User-Agent": "test" };
  const shown = ["header", "query"].flatMap((placement) => [
    explain({ credentials }, { url, headers }, { placement, includeKeys: true }),
    explain({ credentials: { accessKeyId: "AKIDEXAMPLE" } }, url, { placement }),
  ]);
  // As literals, so that a member too many is refused too.
  const list = `import type { Explanation } from "sigv4-wasm/inspect";\nexport const shown: Explanation[] = `;
  writeFileSync(path.join(project, "explanations.ts"), list + JSON.stringify(shown));
  compile(PROJECTS["browser, nodenext"], "explanations.ts");
});
