// `make bench`: the peers and this package at the same work. About ten minutes; on a machine that does nothing else.
//   --quick             one short run, to try it out
//   --only WORK,...     of the works of measure.mjs those alone
//   --json FILE         writes what was measured
//   --gates             says of each of gates.mjs whether it holds, and fails where one does not
//   --nodes 20,22,24    on each of these, as nodes/ has them
//   --markdown FILE...  prints the README's tables of such files, and measures nothing
// NODE chooses another Node, PKG another package.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { gates } from "./gates.mjs";
import { measure } from "./measure.mjs";
import { HEADINGS, markdown, tableLine } from "./table.mjs";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    quick: { type: "boolean", default: false },
    only: { type: "string" },
    json: { type: "string" },
    gates: { type: "boolean", default: false },
    nodes: { type: "string" },
    markdown: { type: "boolean", default: false },
  },
});

if (values.markdown) {
  const reports = positionals.flatMap((file) => JSON.parse(readFileSync(file, "utf8")));
  console.log(markdown(reports));
} else {
  const pkg = path.resolve(process.env.PKG || path.join(import.meta.dirname, "../../pkg"));
  const reports = [];
  for (const node of chosenNodes()) {
    reports.push(
      measure(
        { node, pkg, quick: values.quick, only: values.only?.split(",") },
        { begin, row: (row) => console.log(tableLine(row)) },
      ),
    );
    if (values.json) writeFileSync(values.json, `${JSON.stringify(reports, null, 2)}\n`);
  }
  if (values.gates) for (const report of reports) judge(report);
}

function chosenNodes() {
  const { NODE = process.execPath } = process.env;
  if (!values.nodes) return [NODE.includes(path.sep) ? path.resolve(NODE) : NODE];
  return values.nodes.split(",").map((major) => {
    const node = path.join(import.meta.dirname, `nodes/node_modules/node${major}/bin/node`);
    if (!existsSync(node)) throw new Error(`no Node ${major} in nodes/: make bench-nodes, on Linux on x64`);
    return node;
  });
}

function begin({ node, machine, date, versions, equalSignatures, floor }) {
  const peers = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  const perBlock = Object.entries(floor.compressionNs).map(([where, ns]) => `${ns.toFixed(0)} ns in ${where}`);
  const needed = Object.entries(floor.compressions).map(([work, count]) => `${work} ${count}`);
  console.log(`\nNode ${node}, ${machine}, ${date}`);
  console.log(peers.join(", "));
  console.log(`${equalSignatures} signatures of all signers agree`);
  console.log(`one SHA-256 compression: ${perBlock.join(", ")}; needed: ${needed.join(", ")}`);
  console.log(
    "CPU time of the process, with its garbage collection and compilation; the median of runs and their range\n",
  );
  console.log(HEADINGS);
}

function judge(report) {
  console.log(`\nNode ${report.node}`);
  for (const { id, is, wanted, passed } of gates(report)) {
    console.log(`${passed ? "pass" : "MISS"}  ${id}: ${is}, ${wanted}`);
    if (!passed) process.exitCode = 1;
  }
}
