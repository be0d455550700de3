// Vector files as calls of the package. The format: ../vectors/README.md.
import { readFileSync } from "node:fs";
import path from "node:path";
import { dateOf } from "../support/date-time.mjs";

/** The cases of a file in tests/vectors/, without those whose kind is not asked for. */
export function vectors(file, kinds) {
  const text = readFileSync(path.join(import.meta.dirname, "../vectors", file), "utf8");
  const cases = JSON.parse(text).cases.filter((each) => kinds.includes(each.kind));
  if (cases.length === 0) throw new Error(`${file} has no ${kinds}`);
  return cases;
}

export function signerOf({ credentials, region, service }) {
  return { credentials, region, service };
}

/** For vectors that give a secret alone. */
export function credentialsWith(secretAccessKey) {
  return { accessKeyId: "AKIDEXAMPLE", secretAccessKey };
}

export function requestOf({ method, url, headers, body }) {
  return { method, url, headers, body: body === null ? null : Buffer.from(body, "base64") };
}

/** The options of sign(), or of presign(), with nothing in them that is the default. */
export function optionsOf(vector) {
  const { kind, payload, options } = vector;
  const encodesOnce = vector.service === "s3";
  const rules = {
    ...(options.doubleEncode === encodesOnce && { doubleEncodePath: options.doubleEncode }),
    ...(options.normalizePath === encodesOnce && { normalizePath: options.normalizePath }),
    ...(options.contentSha256Header && !encodesOnce && { contentSha256Header: true }),
    ...(options.omitSessionToken && { signSessionToken: false }),
  };
  const defaultPayload = kind === "presign" && encodesOnce ? "unsigned" : "signed";
  return {
    date: dateOf(vector.date),
    ...(Object.keys(rules).length > 0 && { rules }),
    ...(payload !== defaultPayload && { payload }),
    ...(kind === "presign" && { expiresIn: options.expires }),
  };
}

/** Collects what went wrong in a list of vectors, each by its name and its first wrong step. */
export class Failures {
  #lines = [];
  #count = 0;

  check(id, steps) {
    this.#count++;
    try {
      const wrong = steps().find(([, got, expected]) => got !== expected);
      if (wrong) this.#lines.push(`${id}: ${wrong[0]}\n  got      ${quote(wrong[1])}\n  expected ${quote(wrong[2])}`);
    } catch (error) {
      this.#lines.push(`${id}: ${error.stack}`);
    }
  }

  report() {
    if (this.#count === 0) throw new Error("nothing was checked");
    if (this.#lines.length > 0) throw new Error(`${this.#lines.length} failed\n${this.#lines.join("\n")}`);
  }
}

function quote(value) {
  return JSON.stringify(value);
}
