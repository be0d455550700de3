// Child processes with a time limit: each leads its own process group, and the whole group ends with it.
import { spawn } from "node:child_process";

const running = new Set();
process.on("exit", () => {
  for (const child of running) end(child);
});

/** What the command wrote to standard output; throws with everything it wrote when it fails or takes too long. */
export async function run(command, args, { cwd, env = {}, seconds = 60 } = {}) {
  const child = launch(command, args, cwd, env);
  const timer = setTimeout(() => end(child), seconds * 1000);
  const [code, signal] = await child.ended;
  clearTimeout(timer);
  end(child);
  if (code === 0) return child.out.stdout;
  const how = signal === null ? `exit code ${code}` : `${signal} within ${seconds} s`;
  throw new Error(`${command} ${args.join(" ")}: ${how}\n${child.out.stdout}\n${child.out.stderr}`);
}

/** A process that serves; answers when `ready` has matched its output: `{ match, stop() }`. */
export async function start(command, args, { cwd, env = {}, ready, seconds = 60 }) {
  const child = launch(command, args, cwd, env);
  const stop = async () => {
    end(child);
    await child.ended;
  };
  for (const deadline = Date.now() + seconds * 1000; ; await new Promise((resolve) => setTimeout(resolve, 50))) {
    const match = ready.exec(child.out.stdout + child.out.stderr);
    if (match) return { match, stop };
    if (Date.now() < deadline && running.has(child)) continue;
    await stop();
    throw new Error(`${command} ${args.join(" ")}: not ready\n${child.out.stdout}\n${child.out.stderr}`);
  }
}

function launch(command, args, cwd, env) {
  const options = { cwd, env: { ...process.env, ...env }, detached: true, stdio: ["ignore", "pipe", "pipe"] };
  const child = spawn(command, args, options);
  running.add(child);
  child.out = { stdout: "", stderr: "" };
  for (const stream of ["stdout", "stderr"]) {
    child[stream].setEncoding("utf8").on("data", (text) => {
      child.out[stream] += text;
    });
  }
  child.ended = new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code, signal) => resolve([code, signal]));
  }).finally(() => running.delete(child));
  child.ended.catch(() => {});
  return child;
}

function end(child) {
  try {
    process.kill(-child.pid, "SIGKILL");
  } catch {
    // It has ended, with all it started.
  }
}
