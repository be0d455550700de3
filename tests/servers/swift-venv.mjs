// The Python environment with Swift, made once under target/. `node tests/servers/swift-venv.mjs` makes it ahead of the tests.
import { createHash } from "node:crypto";
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const requirements = fileURLToPath(new URL("swift-requirements.txt", import.meta.url));
const target = fileURLToPath(new URL("../../target/", import.meta.url));
const version = createHash("sha256").update(readFileSync(requirements)).digest("hex").slice(0, 12);
const folder = join(target, `swift-${version}`);
const finished = join(folder, "finished");

/** Whether the environment is there, whole. */
export function swiftVenvExists() {
  return existsSync(finished);
}

/** The folder with Swift's commands; the environment is made first where it is missing. */
export function swiftVenvBin() {
  const bin = join(folder, "bin");
  if (swiftVenvExists()) return bin;
  mkdirSync(target, { recursive: true });
  rmSync(folder, { recursive: true, force: true });
  run("python3", ["-m", "venv", folder]);
  run(join(bin, "python"), [
    "-m",
    "pip",
    "install",
    "--quiet",
    "--no-input",
    "--disable-pip-version-check",
    "--retries",
    "5",
    "-r",
    requirements,
  ]);
  writeFileSync(finished, "");
  return bin;
}

function run(command, args) {
  execFileSync(command, args, { stdio: ["ignore", "ignore", "inherit"], timeout: 10 * 60_000 });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) swiftVenvBin();
