import type * as glue from "./generated/sigv4.js";
import { attach, bytesAt, encoder } from "./memory.js";
import { hashInMemory, isHashing } from "./platform.js";
import { refusal } from "./refusals.js";

// wasm-bindgen's loader makes one instance, for good. Numbers alone cross this module's boundary, so that nothing more of the
// loader is needed.

type Exports = Omit<typeof glue, "default" | "initSync" | "renew"> & { memory: WebAssembly.Memory };

/** A signer of wasm: its number, and what it was made of, for the next instance. */
export interface Made {
  number: number;
  /** Where its credentials lie in wasm's memory, which alone holds them. */
  place: number;
  readonly length: number;
  /** The fields behind them, in ASCII. */
  readonly scope: string;
  readonly flags: number;
}

/** The functions of the module, as Rust documents them. */
export let wasm: Exports;

/** All that are not disposed. */
export const made = new Set<Made>();

let started: WebAssembly.Module | undefined;
/** False from the beginning of a call until its end, and still at the next one where an exception came between. */
let isReady = false;

export function isStarted(): boolean {
  return started !== undefined;
}

/** Instantiates the module, once; later calls change nothing. */
export function start(module: WebAssembly.Module): void {
  if (!isStarted()) instantiate(module);
}

/**
 * Before a call, and before looking for what it is called with: where the last one was ended from without, as by a full stack,
 * wasm is in the middle of something. Then another instance takes its place.
 */
export function begin(): void {
  if (!isReady) {
    if (started === undefined) throw refusal("NOT_INITIALIZED");
    if (isHashing) throw refusal("OPTION_INVALID", undefined, "crypto.hash must not sign");
    instantiate(started);
  }
  isReady = false;
}

/** Behind a call, with its answer. */
export function ended<T>(answer: T): T {
  isReady = true;
  return answer;
}

/** Another instance gets all signers, and this one is wiped. A full stack may end this too: then nothing was done. */
function instantiate(module: WebAssembly.Module): void {
  // Its only import, of a name that a build makes up.
  const [{ module: from, name }] = WebAssembly.Module.imports(module) as [WebAssembly.ModuleImportDescriptor];
  const instance = new WebAssembly.Instance(module, { [from]: { [name]: hashInMemory } });
  const exports = instance.exports as unknown as Exports;
  const signers = [...made];
  const anew = signers.map(({ place, length, scope, flags }) => {
    const size = length + scope.length;
    const pointer = exports.input(size);
    const input = new Uint8Array(exports.memory.buffer, pointer, size);
    input.set(bytesAt(place, place + length));
    encoder.encodeInto(scope, input.subarray(length));
    const number = exports.configure(size, flags);
    return { number, place: exports.credentials(number) };
  });
  const left = bytesAt(0);
  attach(exports.memory);
  // From here on nothing is called that could end this.
  for (let i = 0; i < signers.length; i++) {
    const signer = signers[i] as Made;
    const { number, place } = anew[i] as Pick<Made, "number" | "place">;
    signer.number = number;
    signer.place = place;
  }
  wasm = exports;
  started = module;
  isReady = true;
  left.fill(0);
}
