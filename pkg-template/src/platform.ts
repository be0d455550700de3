import { bytesAt, setAscii } from "./memory.js";

// Wasm has no SHA instruction: where the platform hashes synchronously, it does so for what is long enough.

/** `hash` of node:crypto. Node has `getBuiltinModule` from 20.16 and 22.3 on. */
type Hash = (algorithm: "sha256", data: string | Uint8Array, encoding: "hex") => string;

const { process } = globalThis as { process?: { getBuiltinModule?(name: string): { hash?: Hash } | undefined } };

/** Shorter is for wasm, where a call takes long. */
let from = 0;

/** node:crypto is not loaded before wasm has hashed so many bytes, which takes about as long: a process may sign but once. */
let untilLoaded = 1 << 20;
/** `undefined` until it is loaded, `null` where there is none. Never imported, so that no bundler looks for it. */
let hash: Hash | null | undefined = process?.getBuiltinModule ? undefined : null;

/** Whether there is one, or may be. */
export function hasPlatform(): boolean {
  return hash !== null;
}

function loaded(): Hash | null {
  // Next's edge runtime has a function that throws.
  try {
    // A call of Deno or workerd takes as long as wasm for this much. Node 20 has no navigator.
    if (!/^(Node|Bun)/.test(globalThis.navigator?.userAgent ?? "Node")) from = 1536;
    return process?.getBuiltinModule?.("node:crypto")?.hash ?? null;
  } catch {
    return null;
  }
}

/** SHA-256 in hex digits, undefined where wasm had better do it. */
export function platformHash(data: string | Uint8Array): string | undefined {
  if (data.length < from) return undefined;
  if (hash === undefined) {
    untilLoaded -= data.length;
    if (untilLoaded <= 0) hash = loaded();
  }
  return hash?.("sha256", data, "hex");
}

/** While the platform hashes for wasm, which is in the middle of a call. */
export let isHashing = false;

/** The same of what lies in wasm's memory, to another place there. Wasm calls this; answers whether it was done. */
export function hashInMemory(start: number, length: number, out: number): boolean {
  let isDone = false;
  isHashing = true;
  try {
    const digits = platformHash(bytesAt(start, start + length));
    if (digits !== undefined) setAscii(out, digits);
    isDone = digits !== undefined;
  } catch {
    // It would leave wasm in disorder.
  }
  isHashing = false;
  return isDone;
}
