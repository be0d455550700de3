import { ended, wasm } from "./instance.js";
import { asBytes } from "./memory.js";
import { read, write, writeBody } from "./module.js";
import { hasPlatform, platformHash } from "./platform.js";

/** Longer bodies are hashed in pieces where wasm does it, so as not to be copied whole. */
const PIECE = 1 << 16;
/** Smaller ones are faster copied with the request, and no work to wait for. */
const LARGE_FROM = 256;

/** The SHA-256 of a body that is better hashed here than handed to wasm with the request. */
export function hashOfLarge(body: string | Uint8Array): string | undefined {
  if (body.length < LARGE_FROM) return undefined;
  return platformHash(body) ?? (body.length > PIECE ? sha256InWasm(body) : undefined);
}

/** 64 hex digits. */
function sha256InWasm(body: string | Uint8Array): string {
  const bytes = asBytes(body);
  for (let taken = 0; ; taken += PIECE) {
    const piece = bytes.subarray(taken, taken + PIECE);
    const answer = wasm.sha256(writeBody(piece, write("", piece)), taken);
    if (taken + PIECE >= bytes.length) return read(answer);
    ended(answer);
  }
}

/** The same for whoever can wait: WebCrypto where there is no node:crypto. It is missing on pages without https. */
export async function sha256Async(body: string | Uint8Array): Promise<string> {
  const subtle = hasPlatform() ? undefined : globalThis.crypto?.subtle;
  if (subtle === undefined || body.length < LARGE_FROM) return platformHash(body) ?? sha256InWasm(body);
  let digits = "";
  const digest = await subtle.digest("SHA-256", asBytes(body) as Uint8Array<ArrayBuffer>);
  for (const byte of new Uint8Array(digest)) digits += byte.toString(16).padStart(2, "0");
  return digits;
}
