import * as raw from "./generated/sigv4.js";
import { read, write, writeBody } from "./module.js";

// Wasm has no SHA instruction: where the platform hashes synchronously, it does so for all but the smallest bodies.

const PLATFORM_FROM = 256;
const PIECE = 1 << 16;

interface NodeCrypto {
  hash?(algorithm: "sha256", data: string | Uint8Array, encoding: "hex"): string;
  createHash(algorithm: "sha256"): { update(data: string | Uint8Array): { digest(encoding: "hex"): string } };
}

let nodeCrypto: NodeCrypto | null | undefined;

/** node:crypto where there is one. Never imported, so that no bundler looks for it. */
function platform(): NodeCrypto | null {
  if (nodeCrypto === undefined) {
    const { process } = globalThis as { process?: { getBuiltinModule?(name: string): NodeCrypto | undefined } };
    nodeCrypto = process?.getBuiltinModule?.("node:crypto") ?? null;
  }
  return nodeCrypto;
}

/** The SHA-256 of a body that is better hashed here than handed to wasm with the request. */
export function hashOfLarge(body: string | Uint8Array): string | undefined {
  const isLarge = body.length > PIECE || (body.length >= PLATFORM_FROM && platform() !== null);
  return isLarge ? sha256(body) : undefined;
}

/** 64 hex digits. */
function sha256(body: string | Uint8Array): string {
  const crypto = platform();
  if (crypto === null) return sha256InWasm(typeof body === "string" ? new TextEncoder().encode(body) : body);
  return crypto.hash ? crypto.hash("sha256", body, "hex") : crypto.createHash("sha256").update(body).digest("hex");
}

function sha256InWasm(bytes: Uint8Array): string {
  let answer = raw.sha256(0, 0);
  for (let taken = 0; taken < bytes.length; taken += PIECE) {
    const piece = bytes.subarray(taken, taken + PIECE);
    answer = raw.sha256(writeBody(piece, write("", piece)), taken);
  }
  return read(answer);
}

/** The same for whoever can wait: WebCrypto where there is no node:crypto. It is missing on pages without https. */
export async function sha256Async(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const subtle = globalThis.crypto?.subtle;
  if (platform() !== null || subtle === undefined || bytes.length < PLATFORM_FROM) return sha256(bytes);
  const digest = new Uint8Array(await subtle.digest("SHA-256", bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
