import { SigV4Error, type SigV4ErrorCode } from "./errors.js";
import { ACCEPTED } from "./generated/error-codes.js";
import { tag } from "./tag.js";

const VALUE_LIMIT = 100;

/** As much of a text as an error repeats. */
export function cut(text: string): string {
  return text.slice(0, VALUE_LIMIT);
}

/** The form of AWS's secrets, as src/credentials.rs has it: one in the wrong place is not repeated, nor with quotes around it. */
const LIKE_A_SECRET = /(^|[^A-Za-z\d+/=])(?=[A-Z\d+/=]*[a-z])(?=[a-z\d+/=]*[A-Z])[A-Za-z\d+/=]{40}([^A-Za-z\d+/=]|$)/;

/** A value as an error repeats it: strings in quotes, objects by their kind. */
export function show(value: unknown): string {
  if (typeof value === "string") return LIKE_A_SECRET.test(value) ? showKind(value) : JSON.stringify(cut(value));
  if (typeof value === "bigint") return `${value}n`;
  if (typeof value === "function") return "a function";
  if (typeof value !== "object" || value === null) return String(value);
  const kind = cut(tag(value));
  if (kind === "Date") return dateText(value as Date);
  return /^[AEIO]/.test(kind) ? `an ${kind}` : `a ${kind}`;
}

/** The same for what may be, or hold, a secret: no text is repeated. */
export function showKind(value: unknown): string {
  return typeof value === "string" ? "a string" : show(value);
}

function dateText(date: Date): string {
  try {
    return Date.prototype.toISOString.call(date);
  } catch {
    return "an invalid Date";
  }
}

/** The error for a value that is refused before it reaches wasm; `accepted` where the code's own sentence is too general. */
export function refusal(code: SigV4ErrorCode, got?: string, accepted: string = ACCEPTED[code]): SigV4Error {
  return new SigV4Error(code, got === undefined ? accepted : `${accepted}, got ${got}`);
}

/** Options as the caller gave them, for refusals of what wasm sees as a number. */
export interface Given {
  date?: unknown;
  expiresIn?: unknown;
}

const CODES = Object.keys(ACCEPTED) as SigV4ErrorCode[];

/** The error that wasm answered: the place of its code, NUL, the offending value unless wasm does not see it. */
export function wasmError(text: string, given: Given = {}, body?: unknown): SigV4Error {
  const [place, ...value] = text.split("\0");
  const code = CODES[Number(place)] as SigV4ErrorCode;
  if (value.length > 0) return refusal(code, visible(value.join("\0")));
  if (code === "DATE_INVALID") return refusal(code, show(given.date));
  if (code === "EXPIRES_IN_INVALID") return refusal(code, show(given.expiresIn));
  return refusal(code, code === "BODY_NOT_SYNCHRONOUS" ? show(body) : undefined);
}

/** In quotes where one could not see what is wrong with it. */
function visible(value: string): string {
  return /^[!-~](?:[ -~]*[!-~])?$/.test(value) && !LIKE_A_SECRET.test(value) ? value : show(value);
}

/** The same error, naming the item of a list that it is about. */
export function inItem(error: SigV4Error, item: string): SigV4Error {
  const message = error.message.slice(error.code.length + ": ".length);
  return new SigV4Error(error.code, `${item}: ${message}`, { cause: error });
}
