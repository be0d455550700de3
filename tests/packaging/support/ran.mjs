// What was run, as the tests write it down: tests/artifacts/packaging/table.md, made anew by each suite that ends.
import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { artifacts } from "./workspace.mjs";

const lines = path.join(artifacts, "ran.jsonl");

/** One row of the table; called when all of it has passed. */
export function ran(kind, name, version, entries, what) {
  mkdirSync(artifacts, { recursive: true });
  appendFileSync(lines, `${JSON.stringify({ kind, name, version, entries, what })}\n`);
  writeFileSync(path.join(artifacts, "table.md"), table());
}

const KINDS = ["Runtime", "Browser", "Bundler", "Framework", "Test runner", "Types", "SDK"];

/** The latest row of each name, in the order of KINDS. */
function table() {
  const rows = new Map();
  const text = existsSync(lines) ? readFileSync(lines, "utf8") : "";
  for (const line of text.split("\n").filter(Boolean)) {
    const row = JSON.parse(line);
    rows.set(`${row.kind} ${row.name} ${row.what}`, row);
  }
  const sorted = [...rows.values()].sort(
    (a, b) => KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind) || a.name.localeCompare(b.name),
  );
  const cells = sorted.map(({ kind, name, version, entries, what }) => {
    const names = entries.map((entry) => `\`${entry.replace(/^\./, "sigv4-wasm")}\``).join(", ");
    return `| ${kind} | ${name} | ${version} | ${names} | ${what} |`;
  });
  return ["| | | version | entries | what was run |", "|---|---|---|---|---|", ...cells, ""].join("\n");
}
