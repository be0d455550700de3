// How time grows with the request: the exponent between neighbouring sizes, 1 when twice the work takes twice as long.
import * as ours from "./signers/sigv4-wasm.mjs";

const header = (i) => [`x-amz-meta-${String((i * 7919) % 100_003).padStart(6, "0")}`, `value ${i}`];
const parameter = (i) => `p${String((i * 7919) % 100_003).padStart(6, "0")}=value${i}`;
const list = (count, make) => Array.from({ length: count }, (_, i) => make(i));
const url = "https://examplebucket.s3.us-east-1.amazonaws.com/key";

const KINDS = {
  headers: [[5, 50, 500], (count) => [url, list(count, header)]],
  "query parameters": [[5, 50, 500], (count) => [`${url}?${list(count, parameter).join("&")}`, []]],
  "URL length": [[1000, 10_000, 100_000], (length) => [`${url}${"k".repeat(length)}`, []]],
};

export function growth() {
  return Object.entries(KINDS).map(([kind, [sizes, make]]) => {
    const times = sizes.map((size) => timePerCall(make(size)));
    const exponents = times.slice(1).map((time, i) => Math.log10(time / times[i]));
    return { kind, sizes, us: times.map((ns) => ns / 1000), exponent: Math.max(...exponents) };
  });
}

function timePerCall([target, headers]) {
  const run = (times) => {
    const before = process.cpuUsage();
    for (let i = 0; i < times; i++) ours.signHeaders(target, headers);
    const { user, system } = process.cpuUsage(before);
    return ((user + system) * 1000) / times;
  };
  let times = 1;
  while (run(times) * times < 50e6) times *= 2;
  return Math.min(...Array.from({ length: 7 }, () => run(times)));
}

if (process.argv[1] === import.meta.filename) console.log(JSON.stringify(growth()));
