// The one table of vectors that every runtime signs: the first of each category of tests/vectors, with AWS's own examples.
import assert from "node:assert/strict";
import { isUtf8 } from "node:buffer";
import { readFileSync } from "node:fs";
import path from "node:path";
import { dateOf } from "../../support/date-time.mjs";
import { signatureOf } from "../../support/hashes.mjs";

const folder = path.join(import.meta.dirname, "../../vectors");
const read = (name) => JSON.parse(readFileSync(path.join(folder, `${name}.json`), "utf8")).cases;

const signed = ({ kind }) => kind === "header" || kind === "presign";
const documented = [...read("general-doc-examples"), ...read("s3-doc-examples")].filter(signed);
const categories = new Map();
for (const each of read("corpus").filter(signed)) {
  const name = `${each.category} ${each.kind}`;
  if (!categories.has(name)) categories.set(name, each);
}
const cases = [...documented, ...categories.values()];

/** Without the answers: what is signed in a runtime is compared outside of it. */
export const vectors = cases.map(({ id, kind, method, url, headers, body, payload, options, ...rest }) => ({
  id,
  placement: kind === "presign" ? "query" : "header",
  signer: { credentials: rest.credentials, region: rest.region, service: rest.service },
  request: { method, url, headers, body: body && textOrBytes(Buffer.from(body, "base64")) },
  options: { payload, rules: rulesOf(options), ...(kind === "presign" && { expiresIn: options.expires }) },
  milliseconds: dateOf(rest.date).getTime(),
}));

function rulesOf({ doubleEncode, normalizePath, contentSha256Header }) {
  return { doubleEncodePath: doubleEncode, normalizePath, contentSha256Header };
}

function textOrBytes(body) {
  return isUtf8(body) ? body.toString() : [...body];
}

const signatures = cases.map(({ id, expected }) => `${id} ${expected.signature}`);
const objectUrl = "https://photos.s3.eu-central-1.amazonaws.com/c%2B%2B%20%26%20more/%C3%BC.txt";

function signatureOfText({ date, region, service, credentials }) {
  return signatureOf(credentials.secretAccessKey, `${date.slice(0, 8)}/${region}/${service}/aws4_request`, "text");
}

/** What each entry must answer to fixtures/shared/sign-all.js. */
const EXPECTED = {
  ".": [...signatures, objectUrl],
  "./slim": [...signatures, objectUrl],
  "./inspect": signatures,
  "./doctor": documented.filter(({ kind }) => kind === "header").map(({ id }) => `${id} matches`),
  "./aws-sdk": [signatureOfText(cases[0])],
};

/** Fails at the first entry of a report that signed anything else; `entries` must all be there. */
export function assertSigned(report, entries) {
  if (typeof report === "string") report = JSON.parse(report);
  assert.equal(report.error, undefined);
  assert.deepEqual(Object.keys(report), entries);
  for (const entry of entries) {
    assert.equal(report[entry].length, EXPECTED[entry].length);
    const wrong = report[entry].filter((signed, index) => signed !== EXPECTED[entry][index]);
    assert.deepEqual(wrong, [], entry);
  }
}
