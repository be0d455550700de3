// All that is measured on one Node. Each row is handed on as soon as it is there.
import { execFileSync } from "node:child_process";
import { cpSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";

/** Signers, and the packages they are of. The rivals are our own: see signers/lean.mjs. */
const PACKAGES = {
  aws4: "aws4",
  smithy: "@smithy/signature-v4",
  minio: "minio",
  s3mini: "s3mini",
  aws4fetch: "aws4fetch",
  "aws-sdk": "@aws-sdk/s3-request-presigner",
  noble: "@noble/hashes",
  "node-crypto": null,
  "node-hash": null,
};
const PEERS = Object.keys(PACKAGES);
const RIVALS = ["noble", "node-crypto", "node-hash"];
export const NAMES = {
  aws4: "aws4",
  smithy: "@smithy/signature-v4",
  minio: "minio",
  s3mini: "s3mini",
  aws4fetch: "aws4fetch",
  "aws-sdk": "getSignedUrl",
  noble: "rival: @noble/hashes",
  "node-crypto": "rival: createHmac",
  "node-hash": "rival: crypto.hash",
};

/** Our signers are of `sigv4-wasm.mjs`, where no other file is named. */
const WORKS = [
  ["presign", "presign, 64 URLs in turn", PEERS],
  ["presignVersions", "the same, with a parameter of its own in each", ["aws4"]],
  ["presignRegions", "the same, of four regions in turn by one signer", ["aws4"]],
  ["presignSession", "the same, with a session token", ["aws4"]],
  ["presignAnew", "the same, by a new signer for each", ["aws4", "smithy"]],
  ["presignMany", "presignMany of 1000 URLs", ["aws4", "smithy", "aws4fetch", ...RIVALS]],
  ["presignManyJoined", "the same, joined to one text", ["aws4", ...RIVALS]],
  ["presignManyVersions", "presignMany, with a parameter of its own in each", ["aws4"]],
  ["sdkUrl", "getSignedUrl for a command of the AWS SDK", ["aws-sdk"], "sdk-signer"],
  ["dynamodbPost", "DynamoDB POST, 1 KB, 8 headers", ["aws4", "smithy", "aws4fetch", ...RIVALS]],
  ["dynamodbIds", "the same, with an id of its own in each", ["aws4", ...RIVALS]],
  ["dynamodbSession", "the same, with a session token too", ["aws4"]],
  ["dynamodbRequest", "DynamoDB POST as a Request, by signRequest", ["aws4fetch"]],
  ["sdkPost", "DynamoDB POST of the AWS SDK, by its signer", ["smithy"], "sdk-signer"],
  ["uploadPut", "S3 PUT of 1 MB", ["aws4", "node-crypto"]],
];
const STARTING = ["aws4", "smithy", "minio", "s3mini", "aws4fetch", "aws-sdk"];
const BUNDLED = ["aws4fetch", "smithy", "s3mini", "aws-sdk"];
const FILES = ["sigv4.wasm", "inspect.wasm", "doctor.wasm"];

export const MACHINE = `${os.cpus()[0]?.model.trim()}, ${os.cpus().length} cores, ${os.type()} ${os.arch()}`;
export const versionIn = (folder) => JSON.parse(readFileSync(path.join(folder, "package.json"), "utf8")).version;
export const median = (list) => list.toSorted((a, b) => a - b)[list.length >> 1];

/** `emit(report)` is called once the Node is known to sign right, `emit(row)` for each row behind it. */
export function measure({ node, pkg, quick, only }, { begin, row: emit }) {
  const runs = quick ? 1 : 3;
  const starts = quick ? 3 : 15;
  install(pkg);
  const env = {
    ...process.env,
    ...(quick && { BENCH_WARM_UP: "300", BENCH_SLICES: "8" }),
  };
  const child = (...args) =>
    JSON.parse(
      execFileSync(node, ["--no-warnings", ...args], {
        cwd: import.meta.dirname,
        encoding: "utf8",
        env,
      }),
    );

  const report = {
    node: execFileSync(node, ["--version"], { encoding: "utf8" }).trim().slice(1),
    machine: MACHINE,
    date: new Date().toISOString().slice(0, 10),
    quick,
    runs,
    versions: versions(pkg),
    equalSignatures: child("equality.mjs", ...PEERS),
    floor: child("floor.mjs", pkg),
    rows: [],
  };
  const add = (row) => {
    report.rows.push(row);
    emit(row);
  };
  begin(report);

  for (const work of only ?? []) if (!WORKS.some(([name]) => name === work)) throw new Error(`no work ${work}`);
  for (const [work, title, peers, own = "sigv4-wasm"] of WORKS) {
    if (only !== undefined && !only.includes(work)) continue;
    for (const peer of peers) {
      add({
        ...ratios(pairs(work, own, peer)),
        id: `${work}/${peer}`,
        work: title,
        peer,
        unit: "ns",
        floor: floorOf(work),
      });
    }
  }
  if (only !== undefined) return report;
  for (const row of startRows("start", "start.mjs", "import and first URL, new process, wall time", STARTING)) add(row);
  for (const row of startRows("require", "start.cjs", "the same by require()", ["aws4"])) add(row);
  const sizes = child("sizes.mjs", pkg);
  for (const peer of BUNDLED) {
    const [ours, theirs] = [sizes["sigv4-wasm"], sizes[peer]];
    add({ id: `size/${peer}`, work: "bundle, minified, gzipped", peer, unit: "B", ours, theirs, ratio: theirs / ours });
  }
  add({ id: "size/sigv4-wasm", work: "bundle, minified, gzipped", unit: "B", ours: sizes["sigv4-wasm"] });
  add({ id: "size/slim", work: "bundle of slim, and sigv4.wasm", unit: "B", ours: sizes["sigv4-wasm/slim"] });
  for (const file of FILES) add({ id: `size/${file}`, work: `${file}, gzipped`, unit: "B", ours: sizes[file] });
  for (const { kind, sizes: of, us, exponent } of child("growth.mjs")) {
    const ours = us.map((each) => each * 1000);
    add({ id: `growth/${kind}`, work: `sign, ${kind} ${of.join(" / ")}`, unit: "ns", ours, exponent });
  }
  for (const { what, count, ...left } of child("--expose-gc", "../support/memory.mjs", pkg, quick ? "0.05" : "1")) {
    const work = `left by ${count.toLocaleString("en")} ${what}`;
    add({ id: `memory/${what}`, work, unit: "B", ours: left.wasmBytes, heap: left.heapBytes });
  }
  return report;

  /** Pairs of times, ours first. Who is loaded and warmed up first changes from run to run. */
  function pairs(work, own, peer) {
    return Array.from({ length: runs }, (_, run) => {
      const order = run % 2 ? [peer, own] : [own, peer];
      const times = child("pair.mjs", work, ...order).map(({ ns }) => ns);
      return run % 2 ? times.reverse() : times;
    });
  }

  function floorOf(work) {
    return report.floor.ns[work] ?? null;
  }

  function startRows(kind, script, work, peers) {
    const times = Object.fromEntries(["sigv4-wasm", ...peers].map((signer) => [signer, []]));
    for (let run = 0; run < starts; run++) {
      for (const [signer, list] of Object.entries(times)) list.push(child(script, signer));
    }
    return peers.map((peer) => {
      const taken = times[peer].map((each, run) => [times["sigv4-wasm"][run] * 1e6, each * 1e6]);
      const [ours, theirs] = [0, 1].map((side) => median(taken.map((pair) => pair[side])));
      return { id: `${kind}/${peer}`, work, peer, unit: "ns", ...ratios(taken), ours, theirs, ratio: theirs / ours };
    });
  }
}

/** Where a script beside this one finds it by its name, as it finds the peers. */
function install(pkg) {
  const folder = path.join(import.meta.dirname, "node_modules/sigv4-wasm");
  rmSync(folder, { recursive: true, force: true });
  cpSync(pkg, folder, { recursive: true });
}

export function ratios(pairs) {
  const each = pairs.map(([ours, theirs]) => theirs / ours);
  return {
    ours: median(pairs.map(([ours]) => ours)),
    theirs: median(pairs.map(([, theirs]) => theirs)),
    ratio: median(each),
    min: Math.min(...each),
    max: Math.max(...each),
  };
}

function versions(pkg) {
  const installed = Object.entries(PACKAGES).filter(([, name]) => name !== null);
  return Object.fromEntries([
    ["sigv4-wasm", versionIn(pkg)],
    ...installed.map(([peer, name]) => [peer, versionIn(path.join(import.meta.dirname, "node_modules", name))]),
  ]);
}
