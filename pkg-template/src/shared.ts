import { dispose } from "./generated/sigv4.js";

/** What wasm knows signers by that are made of the same, whose secret stays there; and how many of them are not disposed. */
export interface Shared {
  readonly number: number;
  count: number;
}

/** No signer has this number. */
export const DISPOSED: Shared = { number: -1, count: 0 };

/** By their numbers. Where the engine has no registry, each signer has one of its own. */
const alive: (WeakRef<Shared> | undefined)[] = [];

/** Those whose signers were forgotten without dispose(). A few engines cannot tell. */
const forgotten = /* @__PURE__ */ registry();

function registry(): FinalizationRegistry<number> | undefined {
  return globalThis.FinalizationRegistry && new FinalizationRegistry(dispose);
}

/** For the number that wasm answered to a new signer. To register each signer would take the engine longer than to sign. */
export function share(number: number): Shared {
  const known = alive[number]?.deref();
  if (known !== undefined) {
    // Wasm counts these, not signers: one may be collected, and not yet told of, when the next is made.
    dispose(number);
    known.count++;
    return known;
  }
  const shared = { number, count: 1 };
  if (forgotten) {
    forgotten.register(shared, number, shared);
    alive[number] = new WeakRef(shared);
  }
  return shared;
}

/** For a signer that is disposed. One that was forgotten still counts, until the engine tells that all are. */
export function giveBack(shared: Shared): void {
  if (shared === DISPOSED || --shared.count > 0) return;
  alive[shared.number] = undefined;
  forgotten?.unregister(shared);
  dispose(shared.number);
}
