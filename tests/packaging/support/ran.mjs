// What was run, as the tests write it down: tests/artifacts/packaging/table.md, made anew by each suite that ends.
import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { ENTRIES } from "./entries.mjs";
import { artifacts } from "./workspace.mjs";

const lines = path.join(artifacts, "ran.jsonl");

/** One row of the table; called when all of it has passed. */
export function ran(kind, name, version, entries, what) {
  mkdirSync(artifacts, { recursive: true });
  appendFileSync(lines, `${JSON.stringify({ kind, name, version, entries, what })}\n`);
  writeFileSync(path.join(artifacts, "table.md"), table());
}

const KINDS = ["Runtime", "Browser", "Bundler", "Framework", "Test runner", "Types", "SDK"];

/** One row of each name, in the order of KINDS, with all that was run of its latest version. */
function table() {
  const rows = new Map();
  for (const line of readFileSync(lines, "utf8").split("\n").filter(Boolean)) {
    const { kind, name, version, entries, what } = JSON.parse(line);
    const before = rows.get(name);
    const row = before?.version === version ? before : { kind, name, version, entries: new Set(), what: new Set() };
    for (const entry of entries) row.entries.add(entry);
    rows.set(name, { ...row, what: row.what.add(what) });
  }
  const sorted = [...rows.values()].sort(
    (a, b) => KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind) || a.name.localeCompare(b.name),
  );
  const cells = sorted.map(({ name, version, entries, what }) => {
    const marks = ENTRIES.map((entry) => (entries.has(entry) ? "✓" : ""));
    return `| ${[name, version, ...marks, [...what].join("; ")].join(" | ")} |`;
  });
  const names = ENTRIES.map((entry) => `\`${entry.replace(".", "sigv4-wasm")}\``);
  return [
    `| | version | ${names.join(" | ")} | what was run |`,
    "|---|---|:-:|:-:|:-:|:-:|:-:|---|",
    ...cells,
    "",
  ].join("\n");
}
