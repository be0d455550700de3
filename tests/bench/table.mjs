// The one table that is printed, and the README's.
import { NAMES } from "./measure.mjs";

const WIDTHS = [52, 31, 21, 9, 23, 5];

export const HEADINGS = line(["work", "sigv4-wasm", "peer", "peer's", "times cheaper", "times the floor"]);

function amount(value, unit) {
  if (unit === "B") return `${(value / 1024).toFixed(1)} KB`;
  return value < 1e6 ? `${(value / 1e3).toFixed(value < 1e4 ? 2 : 1)} us` : `${(value / 1e6).toFixed(2)} ms`;
}

export function tableLine({ work, peer, unit, ours, theirs, ratio, min, max, floor, exponent, heap }) {
  const own = [ours].flat().map((each) => amount(each, unit));
  const text = heap === undefined ? own.join(" / ") : `${own} wasm, ${amount(heap, unit)} heap`;
  return line([
    work,
    text,
    peer ? (NAMES[peer] ?? peer) : "",
    theirs === undefined ? "" : amount(theirs, unit),
    exponent === undefined ? times(ratio, min, max) : `exponent ${exponent.toFixed(2)}`,
    floor ? (ours / floor).toFixed(2) : "",
  ]);
}

function times(ratio, min, max) {
  if (ratio === undefined) return "";
  const range = min === undefined || min === max ? "" : ` (${figure(min)}-${figure(max)})`;
  return `${figure(ratio)}x${range}`;
}

const figure = (ratio) => (ratio < 10 ? ratio.toFixed(2) : ratio.toFixed(1));

function line(cells) {
  return cells
    .map((cell, i) => (i === 1 || i === 3 ? cell.padStart(WIDTHS[i]) : cell.padEnd(WIDTHS[i])))
    .join("  ")
    .trimEnd();
}

/** The README's tables: of reports of several Nodes, and of a browser. */
export function markdown(reports) {
  const nodes = reports.filter(({ node }) => node !== undefined);
  const browsers = reports.filter(({ browser }) => browser !== undefined);
  const parts = [];
  if (nodes.length > 0) {
    const isTimed = ({ unit, ratio }) => unit === "ns" && ratio !== undefined;
    const where = nodes.map(({ node }) => `Node ${node}`);
    parts.push(comparison(nodes, where, isTimed), sizes(nodes.at(-1)), notes(nodes));
  }
  if (browsers.length > 0) {
    const where = browsers.map(({ browser }) => browser);
    parts.push(
      comparison(browsers, where, () => true),
      "Wall time, medians of page loads.",
    );
  }
  return parts.join("\n\n");
}

/** One row for each peer, with the times cheaper; before the first of a work, our own times. Bold is where a peer wins. */
function comparison(reports, where, filter) {
  const lines = [`| | | ${where.join(" | ")} |`, `|---|---|${"--:|".repeat(where.length)}`];
  let work = "";
  for (const { id, work: title, peer, unit } of reports[0].rows.filter(filter)) {
    const rows = reports.map(({ rows }) => rows.find((row) => row.id === id));
    if (title !== work) {
      const own = rows.map((row) => (row ? amount(row.ours, unit).replace("us", "µs") : ""));
      lines.push(`| ${title} | sigv4-wasm | ${own.join(" | ")} |`);
      work = title;
    }
    const cells = rows.map((row) => (row ? emphasised(row) : ""));
    const version = reports[0].versions[peer];
    lines.push(`| | ${NAMES[peer] ?? peer}${version ? ` ${version}` : ""} | ${cells.join(" | ")} |`);
  }
  return lines.join("\n");
}

function emphasised({ ratio, min, max }) {
  const text = times(ratio, min, max).replaceAll("-", "–");
  return ratio < 1 ? `**${text}**` : text;
}

function sizes({ rows }) {
  const rest = rows.filter(({ id }) => id.startsWith("size/"));
  const lines = rest.flatMap(({ peer, work, ours, theirs }) => {
    if (peer) return `| ${NAMES[peer]} | ${amount(theirs, "B")} |`;
    return work.startsWith("bundle, ")
      ? `| sigv4-wasm, wasm inlined | ${amount(ours, "B")} |`
      : `| ${work} | ${amount(ours, "B")} |`;
  });
  return ["| bundled for a browser, minified, gzipped | |", "|---|--:|", ...lines].join("\n");
}

function notes(reports) {
  const [{ machine, date, versions, runs }] = reports;
  const floors = reports.map(({ node, floor }) => {
    const { wasm, native, "wasm, four lanes": four } = floor.compressionNs;
    return `Node ${node} ${wasm.toFixed(0)} / ${four.toFixed(0)} / ${native.toFixed(0)} ns`;
  });
  return [
    `sigv4-wasm ${versions["sigv4-wasm"]}, ${machine}, ${date}; CPU time, the median of ${runs} runs with their range. Bold: the peer wins.`,
    `One SHA-256 compression in wasm / in wasm, four at once / in OpenSSL: ${floors.join("; ")}.`,
  ].join("\n");
}
