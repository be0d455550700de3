import { begin, ended, type Made, made, wasm } from "./instance.js";
import { read, write } from "./module.js";
import { wasmError } from "./refusals.js";

/** What wasm knows signers by that are made of the same, whose secret stays there; and how many of them are not disposed. */
export interface Shared {
  readonly made: Made;
  count: number;
}

/** No signer has this number. */
const NO_NUMBER = -1;
export const DISPOSED: Shared = { made: { number: NO_NUMBER } as Made, count: 0 };

/** By their numbers. Where the engine has no registry, each signer has one of its own. */
const alive: (WeakRef<Shared> | undefined)[] = [];

/** Those whose signers were forgotten without dispose(). A few engines cannot tell. */
const forgotten = /* @__PURE__ */ registry();

function registry(): FinalizationRegistry<Made> | undefined {
  return globalThis.FinalizationRegistry && new FinalizationRegistry(wipe);
}

/** For a new signer, of these fields. To register each signer would take the engine longer than to sign. */
export function share(credentials: string, scope: string, flags: number): Shared {
  const textLength = write(credentials + scope);
  const number = wasm.configure(textLength, flags);
  if (number < 0) throw wasmError(read(-number));
  const known = alive[number]?.deref();
  // Another instance gives other numbers.
  if (known?.made.number === number) {
    // Wasm counts these, not signers: one may be collected, and not yet told of, when the next is made.
    wasm.dispose(number);
    known.count++;
    return ended(known);
  }
  const place = wasm.credentials(number);
  const shared = { made: { number, place, length: textLength - scope.length, scope, flags }, count: 1 };
  forgotten?.register(shared, shared.made, shared);
  made.add(shared.made);
  if (forgotten) alive[number] = new WeakRef(shared);
  return ended(shared);
}

/** For a signer that is disposed. One that was forgotten still counts, until the engine tells that all are. */
export function giveBack(shared: Shared): void {
  if (shared.count > 1) {
    shared.count--;
  } else {
    wipe(shared.made);
    forgotten?.unregister(shared);
  }
}

/** More than once is the same as once: wasm gives the number to another. */
function wipe(forgone: Made): void {
  begin();
  const { number } = forgone;
  forgone.number = NO_NUMBER;
  made.delete(forgone);
  wasm.dispose(number);
  ended(0);
}
