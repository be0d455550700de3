// `node pair.mjs WORK SIGNER SIGNER`: CPU nanoseconds per operation of two signers that have this process to themselves.
// Both are warmed up, then take turns in slices of equal CPU time; prints JSON.
//
// CPU time is that of the whole process: garbage collection, compilation and the threads of WebCrypto are in it, preemption
// is not. Text is taken as it comes: who joins it from pieces, as most do and we in a batch, pays for copying it together
// only when it is sent. That is not counted here, but for the batch that is joined to one text.

import { INDEXED } from "./works.mjs";

const WARM_UP_MS = Number(process.env.BENCH_WARM_UP ?? 1500);
const SLICE_MS = 50;
const SLICES = Number(process.env.BENCH_SLICES ?? 40);

const [work, ...files] = process.argv.slice(2);
const sides = [];
for (const file of files) {
  const signer = await import(`./signers/${file}.mjs`);
  const { loopOf } = await import(`./loop.mjs?${file}`);
  sides.push({
    name: signer.name,
    loop: loopOf(signer[work], INDEXED.has(work)),
    operations: 0,
    microseconds: 0,
    perSlice: 1,
  });
}
for (const side of sides) await warmUp(side);
for (let slice = 0; slice < SLICES; slice++) {
  // The order changes each time, so that neither always follows the other's garbage.
  for (const side of slice % 2 ? sides.toReversed() : sides) {
    side.microseconds += await timed(side);
    side.operations += side.perSlice;
  }
}
console.log(
  JSON.stringify(sides.map(({ name, operations, microseconds }) => ({ name, ns: (microseconds * 1000) / operations }))),
);

/** Until the time is over, with as many operations at a time as fill a slice. */
async function warmUp(side) {
  let spent = 0;
  while (spent < WARM_UP_MS * 1000) {
    const took = await timed(side);
    spent += took;
    side.perSlice = Math.max(1, Math.min(side.perSlice * 2, Math.round((side.perSlice * SLICE_MS * 1000) / took)));
  }
}

async function timed({ loop, perSlice }) {
  const before = process.cpuUsage();
  const length = loop(perSlice);
  if ((typeof length === "number" ? length : await length) === 0) throw new Error("nothing was signed");
  const { user, system } = process.cpuUsage(before);
  return Math.max(1, user + system);
}
