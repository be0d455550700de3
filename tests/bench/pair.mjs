// `node pair.mjs WORK SIGNER SIGNER`: CPU nanoseconds per operation of two signers that have this process to themselves.
// Both are warmed up, then take turns in slices of equal CPU time; prints JSON.

const WARM_UP_MS = Number(process.env.BENCH_WARM_UP ?? 1500);
const SLICE_MS = 50;
const SLICES = Number(process.env.BENCH_SLICES ?? 40);

const [work, ...files] = process.argv.slice(2);
const sides = [];
for (const file of files) {
  const signer = await import(`./signers/${file}.mjs`);
  sides.push({ name: signer.name, loop: loopOf(signer[work]), operations: 0, microseconds: 0, perSlice: 1 });
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

/** Runs the operation a number of times; awaits each only where it answers a promise. */
function loopOf(operation) {
  const takesIndex = operation.length > 0 && work === "presign";
  const call = takesIndex ? operation : () => operation();
  if (call(0) instanceof Promise) {
    return async (times) => {
      let length = 0;
      for (let i = 0; i < times; i++) length += (await call(i)).length;
      return length;
    };
  }
  return (times) => {
    let length = 0;
    for (let i = 0; i < times; i++) length += call(i).length;
    return length;
  };
}

/** Until the time is over, and then as many operations as fill a slice. */
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
