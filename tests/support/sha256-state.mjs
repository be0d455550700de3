// The state of SHA-256 behind one block (FIPS 180-4 §6.2.2), which no platform shows: what a kept HMAC key is.

/** The first 32 bits of the fractional parts of roots of the first primes (§4.2.2, §5.3.3). */
function fractions(count, root) {
  const primes = [];
  for (let n = 2; primes.length < count; n++) if (primes.every((prime) => n % prime)) primes.push(n);
  return primes.map((prime) => ((root(prime) % 1) * 2 ** 32) | 0);
}

const INITIAL = littleEndian(fractions(8, Math.sqrt));

const rotate = (word, by) => (word >>> by) | (word << (32 - by));

/** Its eight words as wasm holds them in memory: little-endian. `before` is the state before the block. */
export function stateBehind(block, before = INITIAL) {
  const w = Array.from({ length: 16 }, (_, t) => block.readInt32BE(4 * t));
  for (let t = 16; t < 64; t++) {
    const sigma0 = rotate(w[t - 15], 7) ^ rotate(w[t - 15], 18) ^ (w[t - 15] >>> 3);
    const sigma1 = rotate(w[t - 2], 17) ^ rotate(w[t - 2], 19) ^ (w[t - 2] >>> 10);
    w[t] = (w[t - 16] + sigma0 + w[t - 7] + sigma1) | 0;
  }
  const initial = Array.from({ length: 8 }, (_, i) => before.readInt32LE(4 * i));
  let [a, b, c, d, e, f, g, h] = initial;
  for (const [t, k] of fractions(64, Math.cbrt).entries()) {
    const sum1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25);
    const sum0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22);
    const t1 = (h + sum1 + ((e & f) ^ (~e & g)) + k + w[t]) | 0;
    const t2 = (sum0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    [a, b, c, d, e, f, g, h] = [(t1 + t2) | 0, a, b, c, (d + t1) | 0, e, f, g];
  }
  return littleEndian([a, b, c, d, e, f, g, h].map((word, i) => (initial[i] + word) | 0));
}

function littleEndian(words) {
  const bytes = Buffer.alloc(4 * words.length);
  for (const [i, word] of words.entries()) bytes.writeInt32LE(word, 4 * i);
  return bytes;
}
