// `make bench-browser`: presigning in Chromium, against aws4fetch, which is what one would take there. The modules are
// served as they are, from loopback. Options: --quick, --json FILE. CHROMIUM chooses another browser, PKG another package.
import { writeFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { chromium as driver } from "playwright-core";
import { chromium } from "../support/needs.mjs";
import { serve } from "../support/serve.mjs";
import { MACHINE, ratios, versionIn } from "./measure.mjs";
import { HEADINGS, tableLine } from "./table.mjs";

const { values } = parseArgs({ options: { json: { type: "string" }, quick: { type: "boolean", default: false } } });
const loads = values.quick ? 1 : 5;
const pace = values.quick ? { warmUpMs: 300, sliceMs: 200, slices: 2 } : { warmUpMs: 1500, sliceMs: 400, slices: 6 };
const WORKS = [
  ["presign", "presign, 64 URLs in turn"],
  ["presignMany", "presignMany of 1000 URLs"],
];

const missing = chromium.missing();
if (missing) throw new Error(missing);
const pkg = path.resolve(process.env.PKG || path.join(import.meta.dirname, "../../pkg"));
const peer = path.join(import.meta.dirname, "node_modules/aws4fetch");

const site = await serve({ folders: { "/sigv4-wasm/": pkg, "/": import.meta.dirname } });
const browser = await driver.launch({ executablePath: chromium.path(), args: chromium.arguments });
try {
  const report = {
    browser: `Chromium ${browser.version()}`,
    machine: MACHINE,
    date: new Date().toISOString().slice(0, 10),
    quick: values.quick,
    runs: loads,
    versions: { "sigv4-wasm": versionIn(pkg), aws4fetch: versionIn(peer) },
    equalSignatures: await inPage((page) =>
      page.evaluate(async () => (await import("/browser/measure.js")).checkEquality()),
    ),
    rows: [],
  };
  console.log(`\n${report.browser}, ${report.machine}, ${report.date}`);
  console.log(Object.entries(report.versions).flat().join(" "));
  console.log(`${report.equalSignatures} signatures of both agree`);
  console.log("wall time, the median of page loads and their range\n");
  console.log(HEADINGS);
  for (const [work, title] of WORKS) {
    const pairs = [];
    for (let load = 0; load < loads; load++) {
      const options = { ...pace, oursFirst: load % 2 === 0 };
      const measured = ([each, given]) => import("/browser/measure.js").then((module) => module.measure(each, given));
      pairs.push(await inPage((page) => page.evaluate(measured, [work, options])));
    }
    const row = { id: `${work}/aws4fetch`, work: title, peer: "aws4fetch", unit: "ns", ...ratios(pairs) };
    report.rows.push(row);
    console.log(tableLine(row));
  }
  if (values.json) writeFileSync(values.json, `${JSON.stringify([report], null, 2)}\n`);
} finally {
  await browser.close();
  await site.close();
}

/** A page of its own for each call: nothing that was compiled or learnt is there yet. */
async function inPage(call) {
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    await page.goto(`${site.url}browser/`);
    return await call(page);
  } finally {
    await context.close();
  }
}
