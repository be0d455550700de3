import { dispose } from "./generated/sigv4.js";

/** What wasm knows a signer by, whose secret stays there; and of how many signers that are not disposed. */
export interface Kept {
  readonly number: number;
  count: number;
}

/** No signer has this number. */
export const DISPOSED: Kept = { number: -1, count: 0 };

/** By their numbers. Where the engine has no registry, each signer has one of its own. */
const alive: (WeakRef<Kept> | undefined)[] = [];

/** Those whose signers were forgotten without dispose(). A few engines cannot tell. */
const forgotten = /* @__PURE__ */ registry();

function registry(): FinalizationRegistry<number> | undefined {
  return globalThis.FinalizationRegistry && new FinalizationRegistry(dispose);
}

/**
 * For the number that wasm answered to a new signer. Signers that are made of the same have the same number. They share what is
 * kept here too: to register each of them would take the engine longer than to sign.
 */
export function keep(number: number): Kept {
  const known = alive[number]?.deref();
  if (known !== undefined) {
    // Wasm counts what is kept, not signers: one may be collected, and not yet told of, when the next is made.
    dispose(number);
    known.count++;
    return known;
  }
  const kept = { number, count: 1 };
  if (forgotten) {
    forgotten.register(kept, number, kept);
    alive[number] = new WeakRef(kept);
  }
  return kept;
}

/** For a signer that is disposed. A signer that was forgotten still counts, until the engine tells that all of them are. */
export function giveBack(kept: Kept): void {
  if (kept === DISPOSED || --kept.count > 0) return;
  alive[kept.number] = undefined;
  forgotten?.unregister(kept);
  dispose(kept.number);
}
