// `node start.mjs SIGNER`: milliseconds from here to the first presigned URL of a fresh process.
const before = performance.now();
const { presign } = await import(`./signers/${process.argv[2]}.mjs`);
if ((await presign(0)).length === 0) throw new Error("nothing was signed");
console.log(performance.now() - before);
