// A temp folder with the processes that work in it. Both are gone when `close()` returns, and also when this
// process fails, exits or is ended by a signal: every process is ended by its own pid.
import { spawn } from "node:child_process";
import { closeSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { commandPath } from "../support/needs.mjs";

const open = new Set();
const endings = ["SIGINT", "SIGTERM", "SIGHUP"];

function endAll() {
  for (const sandbox of open) sandbox.end();
}

function onSignal(signal) {
  endAll();
  process.kill(process.pid, signal);
}

process.on("exit", endAll);
for (const signal of endings) process.once(signal, onSignal);

export class Sandbox {
  folder;
  #processes = new Map();

  /** @param {string} name  part of the folder's name; short, since socket paths are limited to 107 bytes */
  constructor(name) {
    this.folder = mkdtempSync(join(tmpdir(), `${name}-`));
    open.add(this);
  }

  path(...parts) {
    return join(this.folder, ...parts);
  }

  /** Starts a process that stays. Its output goes to NAME.log. */
  start(name, command, args, env = {}) {
    const log = openSync(this.path(`${name}.log`), "a");
    // The kernel ends the process when ours dies in a way that runs no handler.
    const setpriv = commandPath("setpriv");
    const [file, argv] = setpriv ? [setpriv, ["--pdeathsig", "KILL", "--", command, ...args]] : [command, args];
    const child = spawn(file, argv, { cwd: this.folder, env: { ...process.env, ...env }, stdio: ["ignore", log, log] });
    closeSync(log);
    child.on("error", () => {});
    this.#processes.set(name, child);
    return child;
  }

  /** Runs a command to its end; throws with its output when it fails or takes longer than `seconds`. */
  async run(name, command, args, { env = {}, seconds = 120 } = {}) {
    const child = this.start(name, command, args, env);
    const exit = new Promise((resolve) =>
      child.once("error", resolve).once("exit", (code, signal) => resolve(code ?? signal)),
    );
    const timer = setTimeout(() => child.kill("SIGKILL"), seconds * 1000);
    const code = await exit;
    clearTimeout(timer);
    this.#processes.delete(name);
    if (code !== 0) throw new Error(`${name} ended with ${code}\n${this.logTail(name)}`);
  }

  /** Waits until `ready()` is true; throws when a process has ended before or `seconds` are over. */
  async until(what, ready, seconds = 60) {
    for (const end = Date.now() + seconds * 1000; Date.now() < end; await sleep(50)) {
      for (const [name, child] of this.#processes) {
        if (hasEnded(child)) throw new Error(`${name} ended before ${what}\n${this.logTail(name)}`);
      }
      if (await ready()) return;
    }
    const logs = [...this.#processes.keys()].map((name) => this.logTail(name)).join("\n");
    throw new Error(`${what}: not within ${seconds} s\n${logs}`);
  }

  logTail(name) {
    const path = this.path(`${name}.log`);
    const lines = existsSync(path) ? readFileSync(path, "utf8").trimEnd().split("\n") : [];
    return `--- ${name}.log\n${lines.slice(-30).join("\n")}`;
  }

  /** Ends everything at once, synchronously. */
  end() {
    open.delete(this);
    // A child that has not been reaped keeps its pid, so the pid cannot have become another process'.
    for (const child of this.#processes.values()) if (!hasEnded(child)) child.kill("SIGKILL");
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }

  /** Ends everything and waits until it is gone. */
  async close() {
    const alive = [...this.#processes.values()].filter((child) => !hasEnded(child));
    const gone = alive.map((child) => new Promise((resolve) => child.once("exit", resolve)));
    for (const child of alive) child.kill("SIGKILL");
    await Promise.all(gone);
    this.end();
  }
}

function hasEnded(child) {
  return child.pid === undefined || child.exitCode !== null || child.signalCode !== null;
}

/** Whether an HTTP server on 127.0.0.1 answers there, whatever it says. */
export function answers(port, path = "/") {
  return new Promise((resolve) => {
    const probe = request({ host: "127.0.0.1", port, path, timeout: 2000 }, (response) => {
      response.resume();
      resolve(true);
    });
    probe
      .on("timeout", () => probe.destroy())
      .on("error", () => resolve(false))
      .end();
  });
}

/** Starts a server; once more when it failed, since a free port may be taken before the server has it. */
export async function startTwice(start) {
  try {
    return await start();
  } catch (error) {
    process.emitWarning(`starting again after: ${error.message}`);
    return start();
  }
}
