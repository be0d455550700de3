import { ACCEPTED, type SigV4ErrorCode } from "./generated/error-codes.js";

export type { SigV4ErrorCode };

/** The only error thrown. `code` is stable; the message says what was wrong, the value, and what is accepted. */
export class SigV4Error extends Error {
  readonly code: SigV4ErrorCode;

  constructor(code: SigV4ErrorCode, message: string, options?: { cause?: unknown }) {
    super(`${code}: ${message}`, options);
    this.name = "SigV4Error";
    this.code = code;
  }
}

const VALUE_LIMIT = 100;

/** A value as an error repeats it: strings in quotes, objects by their kind. */
export function show(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value.slice(0, VALUE_LIMIT));
  if (typeof value === "bigint") return `${value}n`;
  if (typeof value === "function") return "a function";
  if (typeof value !== "object" || value === null) return String(value);
  const kind = Object.prototype.toString.call(value).slice("[object ".length, -1);
  if (kind === "Date") return dateText(value as Date);
  return /^[AEIO]/.test(kind) ? `an ${kind}` : `a ${kind}`;
}

function dateText(date: Date): string {
  const time = Date.prototype.getTime.call(date);
  return Number.isNaN(time) ? "an invalid Date" : new Date(time).toISOString();
}

/** The error for a value that is refused before it reaches wasm; `accepted` where the code's own sentence is too general. */
export function refusal(code: SigV4ErrorCode, got?: string, accepted: string = ACCEPTED[code]): SigV4Error {
  return new SigV4Error(code, got === undefined ? accepted : `${accepted}, got ${got}`);
}

/** The error that wasm answered: `CODE\0accepted\0value`. `given` is repeated where wasm saw a number only. */
export function wasmError(text: string, given: { date?: unknown; expiresIn?: unknown } = {}): SigV4Error {
  const [code = "", accepted = "", ...value] = text.split("\0");
  let got = value.join("\0");
  if (got === "" && code === "DATE_INVALID") got = show(given.date);
  if (got === "" && code === "EXPIRES_IN_INVALID") got = show(given.expiresIn);
  return new SigV4Error(code as SigV4ErrorCode, got === "" ? accepted : `${accepted}, got ${got}`);
}
