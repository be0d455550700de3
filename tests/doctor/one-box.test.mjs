// Every scenario as one paste, as the page's box takes it: it is told as it is where each text is in its field.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { diagnose, recognise } from "../../pkg/doctor.js";
import { chosen } from "../../www/doctor/chosen.js";

const { scenarios } = JSON.parse(readFileSync(path.join(import.meta.dirname, "scenarios.json"), "utf8"));

/** What no paste shows: how a text ends, a body that is no text, white space in a secret. */
const UNSEEN = new Set([
  ...["cr-trailing-newline", "sts-trailing-newline", "payload-gzip-after-signing"],
  ...["secret-plus-to-space", "secret-trailing-whitespace"],
]);
/** A line like these begins a canonical request below a heading alone. */
const UNLIKE_A_PATH = new Set(["path-full-url", "path-no-leading-slash"]);

const bodyOf = ({ bodyBase64 }) => Buffer.from(bodyBase64, "base64");

function asHttp(request) {
  const [, host, target] = /^[a-z]+:\/\/([^/?]*)(.*)$/i.exec(request.url);
  const hasHost = request.headers.some(([name]) => name.toLowerCase() === "host");
  const headers = [...(hasHost ? [] : [["Host", host]]), ...request.headers];
  const lines = headers.map(([name, value]) => `${name}: ${value}`);
  return `${request.method} ${target || "/"} HTTP/1.1\n${lines.join("\n")}\n\n${bodyOf(request)}`.trimEnd();
}

function asAnswer({ status, headers, body }, isWhole) {
  const lines = Object.entries(headers ?? {}).map(([name, value]) => `${name}: ${value}\n`);
  return isWhole ? `HTTP/1.1 ${status}\n${lines.join("")}\n${body}` : body;
}

/** The texts of a scenario by their fields, and the paste of them; the letters are those of `needs`. */
function given(scenario, has, isLabelled) {
  const { request, response, userCanonicalRequest, userStringToSign, secretAccessKey } = scenario.given;
  const { method, url, headers } = request;
  const own = (label, text) => (isLabelled ? `${label}:\n${text}` : text);
  const texts = [
    has("R") && [asHttp(request), { request: { method, url, headers, body: bodyOf(request) } }],
    has("E", "B") && [asAnswer(response, !isLabelled), { response: { ...response, headers: response.headers ?? {} } }],
    has("C") && [own("Canonical request", userCanonicalRequest), { canonicalRequest: userCanonicalRequest }],
    has("S") && [own("String to sign", userStringToSign), { stringToSign: userStringToSign }],
    has("K") && [`AWS_SECRET_ACCESS_KEY=${secretAccessKey}`, { credentials: { secretAccessKey } }],
  ].filter(Boolean);
  return {
    paste: texts.map(([text]) => text).join("\n\n"),
    evidence: Object.assign({}, ...texts.map(([, evidence]) => evidence)),
  };
}

function asEvidence({ accessKeyId, secretAccessKey, ...texts }) {
  return { ...texts, ...(secretAccessKey && { credentials: { accessKeyId, secretAccessKey } }) };
}

/** What is told first. */
const told = ({ verdict, findings }) => findings[0]?.id ?? verdict;

for (const isLabelled of [false, true]) {
  test(`scenarios in one box, ${isLabelled ? "each text below its name" : "texts alone"}, are diagnosed as in fields`, () => {
    const others = [];
    let count = 0;
    for (const scenario of scenarios) {
      const { mistake } = scenario;
      if (UNSEEN.has(mistake) || (!isLabelled && UNLIKE_A_PATH.has(mistake))) continue;
      for (const needs of [null, ...[scenario.needs].flat()]) {
        if (needs?.includes("T")) continue;
        const has = (...letters) => !needs || letters.some((letter) => needs.split("+").includes(letter));
        const { paste, evidence } = given(scenario, has, isLabelled);
        const [direct, inBox] = [evidence, asEvidence(chosen(recognise(paste)))].map((each) => told(diagnose(each)));
        if (direct !== inBox) others.push(`${scenario.id} [${needs ?? "all"}] ${direct}: ${inBox}`);
        count++;
      }
    }
    assert.ok(count > 1000);
    assert.deepEqual(others, []);
  });
}
