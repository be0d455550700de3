// Runs the suites one after the other: every folder of tests/ with *.test.mjs files, or those named as arguments.
// Its last lines say what could not run here and how to enable it, and the totals. With CI set, that is a failure.
import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { run } from "node:test";
import { spec } from "node:test/reporters";
import { pathToFileURL } from "node:url";

const here = import.meta.dirname;
/** A file of tests that takes longer hangs. */
const LIMIT = 15 * 60_000;
const inCi = Boolean(process.env.CI) && process.env.CI !== "false";
const total = { passed: 0, failed: 0, skipped: 0 };
const notRun = [];

const named = process.argv.slice(2);
const folders = readdirSync(here, { withFileTypes: true }).filter((entry) => entry.isDirectory());
const suites = folders.map((folder) => folder.name).filter((name) => testFiles(name).length > 0);
for (const suite of named) if (!suites.includes(suite)) throw new Error(`no suite ${suite}; there are ${suites}`);

for (const suite of named.length > 0 ? named : suites) {
  const files = [];
  for (const file of testFiles(suite)) {
    const missing = await missingFor(suite, file);
    if (missing === null) files.push(path.join(here, suite, file));
    else notRun.push(`${suite}/${file.replace(".test.mjs", "")}: ${missing}`);
  }
  if (files.length > 0) await runSuite(suite, files);
}

for (const line of notRun) console.log(`not run: ${line}`);
total[inCi ? "failed" : "skipped"] += notRun.length;
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0;

function testFiles(suite) {
  return readdirSync(path.join(here, suite)).filter((file) => file.endsWith(".test.mjs"));
}

async function missingFor(suite, file) {
  const needs = path.join(here, suite, "needs.mjs");
  if (!existsSync(needs)) return null;
  const module = await import(pathToFileURL(needs).href);
  return (module[file.replace(".test.mjs", "")] ?? module.default)?.missing() ?? null;
}

async function runSuite(suite, files) {
  console.log(`\n== ${suite}`);
  const events = run({ files, concurrency: 1, timeout: LIMIT });
  events.on("test:pass", (event) => count(event, event.skip === undefined ? "passed" : "skipped"));
  events.on("test:fail", (event) => count(event, "failed"));
  const output = events.compose(spec);
  for await (const text of output) process.stdout.write(text);
}

/** A file counts only when it fails itself, before or beside its tests; a group never does. */
function count({ name, details, file }, outcome) {
  const isFile = name === file || name.endsWith(".test.mjs");
  const isGroup = details.type === "suite" || details.error?.failureType === "subtestsFailed";
  if (!isGroup && (!isFile || outcome === "failed")) total[outcome]++;
}
