// `make bench`: the peers and this package at the same work. Options: --json FILE, --quick (one short run: to try it out).
// NODE chooses the Node, PKG the package.
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { checkEquality } from "./equality.mjs";
import { COMPRESSIONS } from "./floor.mjs";

const { values } = parseArgs({ options: { json: { type: "string" }, quick: { type: "boolean", default: false } } });
const node = process.env.NODE ?? process.execPath;
const pkg = path.resolve(process.env.PKG ?? path.join(import.meta.dirname, "../../pkg"));
const runs = values.quick ? 1 : 3;
const starts = values.quick ? 3 : 15;
const pace = values.quick ? { BENCH_WARM_UP: "300", BENCH_SLICES: "8" } : {};

const PEERS = ["aws4", "smithy", "minio", "s3mini", "aws4fetch", "aws-sdk", "noble", "node-crypto"];
const WORKS = [
  ["presign", "presign, 64 URLs in turn", PEERS],
  ["presignMany", "presignMany of 1000 URLs", ["aws4", "noble", "node-crypto"]],
  ["dynamodbPost", "DynamoDB POST, 1 KB, 8 headers", ["aws4", "smithy", "aws4fetch"]],
  ["uploadPut", "S3 PUT of 1 MB", ["aws4"]],
];

const child = (script, ...args) => {
  const options = { cwd: import.meta.dirname, encoding: "utf8", env: { ...process.env, ...pace, PKG: pkg } };
  return JSON.parse(execFileSync(node, ["--no-warnings", script, ...args], options));
};
const median = (list) => list.toSorted((a, b) => a - b)[list.length >> 1];
const time = (ns) =>
  ns < 1e4 ? `${ns.toFixed(0)} ns` : ns < 1e7 ? `${(ns / 1e3).toFixed(1)} us` : `${(ns / 1e6).toFixed(1)} ms`;

const report = {
  node: execFileSync(node, ["--version"], { encoding: "utf8" }).trim(),
  machine: `${os.cpus()[0]?.model}, ${os.cpus().length} cores`,
  equalSignatures: await checkEquality(PEERS),
  compressionNs: child("floor.mjs", pkg),
  works: [],
  start: {},
  growth: child("growth.mjs"),
};
console.log(`${report.node}, ${report.machine}; ${report.equalSignatures} signatures agree`);
console.log(`one SHA-256 compression in wasm: ${report.compressionNs.toFixed(0)} ns\n`);

for (const [work, title, peers] of WORKS) {
  for (const peer of peers) {
    const pairs = Array.from({ length: runs }, () => child("pair.mjs", work, "sigv4-wasm", peer));
    const ratios = pairs.map(([ours, theirs]) => theirs.ns / ours.ns);
    const ours = median(pairs.map(([pair]) => pair.ns));
    const row = {
      work: title,
      peer: pairs[0][1].name,
      oursNs: ours,
      peerNs: median(pairs.map(([, pair]) => pair.ns)),
      ratio: median(ratios),
      min: Math.min(...ratios),
      max: Math.max(...ratios),
      ofFloor: COMPRESSIONS[work] ? ours / (COMPRESSIONS[work] * report.compressionNs) : null,
    };
    report.works.push(row);
    console.log(
      [
        row.work.padEnd(31),
        time(row.oursNs).padStart(9),
        row.peer.padEnd(23),
        time(row.peerNs).padStart(9),
        `${row.ratio.toFixed(2)}x (${row.min.toFixed(2)}-${row.max.toFixed(2)})`.padEnd(22),
        row.ofFloor ? `${row.ofFloor.toFixed(2)}x the floor` : "",
      ].join("  "),
    );
  }
}

const signers = ["sigv4-wasm", "aws4", "s3mini", "aws4fetch", "aws-sdk"];
for (const signer of signers) report.start[signer] = [];
for (let run = 0; run < starts; run++) {
  for (const signer of signers) report.start[signer].push(child("start.mjs", signer));
}
console.log("\nload and first signature in a fresh process, median");
for (const signer of signers) {
  report.start[signer] = median(report.start[signer]);
  const ratio = report.start[signer] / report.start["sigv4-wasm"];
  console.log(`${signer.padEnd(31)}${report.start[signer].toFixed(1).padStart(7)} ms  ${ratio.toFixed(2)}x`);
}
console.log("\ngrowth");
for (const { kind, sizes, us, exponent } of report.growth) {
  console.log(
    `${kind.padEnd(31)}${sizes.join(" / ")}: ${us.map((each) => each.toFixed(1)).join(" / ")} us, exponent ${exponent.toFixed(2)}`,
  );
}
if (values.json) writeFileSync(values.json, `${JSON.stringify(report, null, 2)}\n`);
