// The servers of these tests are gone with the test, however it ends.
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { existsSync, rmSync } from "node:fs";
import { once } from "node:events";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { commandPath } from "../support/needs.mjs";
import { Sandbox } from "./sandbox.mjs";

const sandboxModule = new URL("sandbox.mjs", import.meta.url).href;

/** Runs a script that has a sandbox with one process in it; ends it; tells what is left of both after a second at most. */
async function leftBehind(script, signal) {
  const source = `
    import { Sandbox } from ${JSON.stringify(sandboxModule)};
    const sandbox = new Sandbox("ends");
    const child = sandbox.start("child", "sleep", ["300"]);
    console.log(JSON.stringify({ pid: child.pid, folder: sandbox.folder }));
    setTimeout(() => {}, 30_000);
    ${script}`;
  const parent = spawn(process.execPath, ["--input-type=module", "-e", source], {
    stdio: ["ignore", "pipe", "ignore"],
  });
  const ended = once(parent, "exit");
  const [line] = await once(parent.stdout, "data");
  const { pid, folder } = JSON.parse(line);
  if (signal) parent.kill(signal);
  await ended;
  for (let tries = 0; tries < 20 && runs(pid); tries++) await sleep(50);
  const left = { process: runs(pid), folder: existsSync(folder) };
  rmSync(folder, { recursive: true, force: true });
  return left;
}

/** A zombie, which some first processes of a container never collect, runs no more. */
function runs(pid) {
  const status = spawnSync("ps", ["-o", "stat=", "-p", String(pid)], { encoding: "utf8" }).stdout.trim();
  return status !== "" && !status.startsWith("Z");
}

const endings = {
  "an uncaught error": ["await new Promise((resolve) => setTimeout(resolve, 100)); throw new Error('x');"],
  "process.exit": ["setTimeout(() => process.exit(3), 100);"],
  "the end of the script after close()": ["await sandbox.close(); process.exit();"],
  SIGINT: ["", "SIGINT"],
  SIGTERM: ["", "SIGTERM"],
  SIGHUP: ["", "SIGHUP"],
};

for (const [how, [script, signal]] of Object.entries(endings)) {
  test(`${how} leaves neither process nor folder`, { timeout: 20_000 }, async () => {
    assert.deepEqual(await leftBehind(script, signal), { process: false, folder: false });
  });
}

test("SIGKILL leaves no process, where setpriv can tell the kernel so", { timeout: 20_000 }, async () => {
  const { process } = await leftBehind("", "SIGKILL");
  assert.equal(process, commandPath("setpriv") === null);
});

test("a process that ends too early is told with its log", { timeout: 20_000 }, async () => {
  const sandbox = new Sandbox("early");
  try {
    sandbox.start("broken", "sh", ["-c", "echo this is why; exit 3"]);
    await assert.rejects(
      sandbox.until("it answers", () => false),
      /broken ended before it answers[\s\S]*this is why/,
    );
  } finally {
    await sandbox.close();
  }
});

test("a command that takes too long is ended", { timeout: 20_000 }, async () => {
  const sandbox = new Sandbox("long");
  try {
    await assert.rejects(sandbox.run("slow", "sleep", ["60"], { seconds: 0.2 }), /slow ended with SIGKILL/);
  } finally {
    await sandbox.close();
  }
});
