// The package as the test runners of its users load it, which each have a module system of their own.
import assert from "node:assert/strict";
import { readFileSync, rmSync } from "node:fs";
import { before, test } from "node:test";
import { ENTRIES } from "./support/entries.mjs";
import { run } from "./support/process.mjs";
import { ran } from "./support/ran.mjs";
import { assertSigned } from "./support/vectors.mjs";
import { workspace } from "./support/workspace.mjs";

let group;
before(async () => {
  group = await workspace("runners");
});

const passed = (name, what) => ran("Test runner", name, group.version(name), ENTRIES, what);

test("vitest", async () => {
  await run(group.bin("vitest"), ["run", "vitest.test.js"], { cwd: group.folder });
  assertSigned(readFileSync(group.file("vitest.json"), "utf8"), ENTRIES);
  passed("vitest", "no configuration");
});

test("jest: ES modules", async () => {
  const env = { NODE_OPTIONS: "--experimental-vm-modules --no-warnings" };
  await run(group.bin("jest"), ["jest.test.js"], { cwd: group.folder, env });
  assertSigned(readFileSync(group.file("jest.json"), "utf8"), ENTRIES);
  passed("jest", "`NODE_OPTIONS=--experimental-vm-modules`");
});

test("jest: ES modules in jsdom, which has TextEncoder and TextDecoder from the set-up alone", async () => {
  const env = { NODE_OPTIONS: "--experimental-vm-modules --no-warnings" };
  const inJsdom = ["jest.test.js", "--env", "jsdom"];
  const without = run(group.bin("jest"), inJsdom, { cwd: group.folder, env });
  await assert.rejects(without, /TextEncoder is not defined/);
  rmSync(group.file("jest.json"), { force: true });
  await run(group.bin("jest"), [...inJsdom, "--setupFiles", "./jest-jsdom.setup.cjs"], { cwd: group.folder, env });
  assertSigned(readFileSync(group.file("jest.json"), "utf8"), ENTRIES);
  passed("jest", "`jest-environment-jsdom` with `setupFiles`");
});

test("jest: CommonJS", async () => {
  await run(group.bin("jest"), ["--config", "jest.commonjs.config.cjs"], { cwd: group.folder });
  assertSigned(readFileSync(group.file("jest-require.json"), "utf8"), ENTRIES);
  passed("jest", "CommonJS: `transformIgnorePatterns` lets the package be translated");
});
