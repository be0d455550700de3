// `node --expose-gc memory.mjs PKG SCALE [in-wasm]`: how much wasm memory and heap the same work leaves behind when it is
// done again. SCALE 1 is a million presigned URLs. `in-wasm` takes node:crypto away, so that wasm hashes all bodies.
// Prints JSON: `{ what, count, wasmBytes, heapBytes }` for each work.
import path from "node:path";
import { setImmediate as turn } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { signingMemory } from "./wasm-memory.mjs";

const [pkg, scale, where] = process.argv.slice(2);
if (where === "in-wasm") process.getBuiltinModule = undefined;
const load = (file) => import(pathToFileURL(path.resolve(pkg, file)).href);
const { Signer } = await load("index.js");
const memory = signingMemory();

const options = {
  credentials: { accessKeyId: "AKIAIOSFODNN7EXAMPLE", secretAccessKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY" },
  region: "us-east-1",
  service: "s3",
};
const pasted = { ...options.credentials, secretAccessKey: "pasted with a newline\n" };
const signer = new Signer(options);
const base = "https://examplebucket.s3.us-east-1.amazonaws.com";
const manyUrls = Array.from({ length: 20_000 }, (_, i) => `${base}/segment-${i}?part=${i % 7}`);
const longUrls = Array.from({ length: 20 }, (_, i) => `${base}/${"long".repeat(10_000)}${i}`);
const pathUrls = Array.from({ length: 1000 }, (_, i) => `${base}/segment-${i}`);
const kept = [];
const bytes = new Uint8Array(5 << 20).fill(7);
const text = "é".repeat(5 << 19);

/** Each of another key, so that none shares what is kept. */
const signerOf = (i) => new Signer({ ...options, credentials: { ...options.credentials, accessKeyId: `AKID${i}` } });

const refused = (call) => {
  try {
    call();
  } catch {
    return;
  }
  throw new Error("nothing was refused");
};

/** How often at scale 1, and the work. */
const WORKS = {
  "signers, disposed": [
    50_000,
    (i) => {
      const own = signerOf(i);
      own.presign(`${base}/${i}`);
      own.dispose();
    },
  ],
  "signers, dropped": [50_000, (i) => signerOf(i).presign(`${base}/${i}`)],
  "signers alike, disposed": [50_000, () => new Signer(options).dispose()],
  "signers alike, dropped": [50_000, (i) => new Signer(options).presign(`${base}/${i}`)],
  "signers, refused": [50_000, () => refused(() => new Signer({ ...options, credentials: pasted }))],
  "presigned URLs": [1_000_000, (i) => signer.presign(`${base}/photos/${i}.jpg`)],
  "presigned URLs, each on another day": [
    100_000,
    (i) => signer.presign(`${base}/${i}`, { date: new Date(i * 86_400_000) }),
  ],
  "URLs that are refused": [100_000, (i) => refused(() => signer.presign(`${base}:${i}:/key`))],
  "signed requests": [
    200_000,
    (i) => signer.sign({ method: "PUT", url: `${base}/${i}`, headers: { "content-type": "a/b" }, body: `body ${i}` }),
  ],
  "bodies of 5 MB": [200, (i) => signer.sign({ method: "PUT", url: `${base}/key`, body: i % 2 ? bytes : text })],
  "batches of 20,000 URLs": [20, () => signer.presignMany(manyUrls)],
  "batches of 1000 URLs, of which one is kept": [500, () => kept.push(signer.presignMany(pathUrls)[999])],
  "batches of 20 URLs of 40 KB": [200, () => signer.presignMany(longUrls)],
};

/** Until what was dropped has been collected, and the registries have been told. */
async function settle() {
  for (let i = 0; i < 3; i++) {
    globalThis.gc();
    await turn();
  }
}

async function repeat(work, count) {
  for (let i = 0; i < count; i++) work(i);
  await settle();
  return { wasm: memory.buffer.byteLength, heap: process.memoryUsage().heapUsed };
}

const NOISE = 1 << 18;
const report = [];
for (const [what, [full, work]] of Object.entries(WORKS)) {
  const count = Math.max(10, Math.round(full * Number(scale)));
  // Caches, code and buffers come to their size, and what the engine tells wasm too late is there to be used again.
  let before = await repeat(work, count);
  let left;
  // A table that has grown once, as an engine's own, grows no more; a leak grows each time.
  for (let round = 0; round < 2 && !(left?.wasmBytes <= 0 && left.heapBytes < NOISE); round++) {
    const after = await repeat(work, count);
    left = { wasmBytes: after.wasm - before.wasm, heapBytes: after.heap - before.heap };
    before = after;
  }
  report.push({ what, count, ...left });
}
console.log(JSON.stringify(report));
