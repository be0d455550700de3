// The compiler that the artefacts were built with decides how large they are.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";

const manifest = readFileSync(path.join(import.meta.dirname, "../../Cargo.toml"), "utf8");
const [, checkedBy] = /^checked-by = "(.+)"$/m.exec(manifest);
const version = execFileSync("rustc", ["--version"], { encoding: "utf8" }).split(" ")[1];

/** By how much a size may differ from one that is written down, as a part of it. */
export const ofCompiler = version === checkedBy ? 0 : 0.04;
