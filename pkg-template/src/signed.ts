import { Fields } from "./fields.js";
import type { RequestParts } from "./pack.js";
import { LONE_SURROGATE } from "./surrogates.js";
import type { SignedRequest } from "./types.js";

/** A signed request, with the time of its signature. */
export interface Signed extends SignedRequest {
  dateTime: string;
}

/** What signing adds to the headers. */
const ADDED = ["authorization", "x-amz-date", "x-amz-content-sha256", "x-amz-security-token", "x-amz-s3session-token"];

/** The request as it is sent: what wasm answers to the text `asked`, and what it answers to be as it was given. */
export function signedRequest(request: RequestParts, url: string, asked: string, answer: string): Signed {
  const fields = new Fields(answer);
  const [signature, dateTime, method, changedUrl] = [fields.next(), fields.next(), fields.next(), fields.next()];
  const headers: Record<string, string> = {};
  if (fields.next()) setHeaders(headers, isWellFormed(asked) ? request.headers : request.headers.map(asEncoded));
  while (fields.more) setHeader(headers, known(fields.next()), fields.next());
  return { method: method || request.method, url: changedUrl || url, headers, signature, dateTime };
}

/** Milliseconds of YYYYMMDDTHHMMSSZ. */
export function dateOf(dateTime: string): number {
  const number = (start: number, end: number) => Number(dateTime.slice(start, end));
  return Date.UTC(number(0, 4), number(4, 6) - 1, number(6, 8), number(9, 11), number(11, 13), number(13, 15));
}

/** Whether it holds no lone surrogate. Engines without the method look at every text. */
function isWellFormed(text: string): boolean {
  return (text as { isWellFormed?(): boolean }).isWellFormed?.() ?? false;
}

/** A text as it is encoded for wasm: lone surrogates have no UTF-8 and become U+FFFD, which is signed. */
function asEncoded(text: string): string {
  return text.split(LONE_SURROGATE).join("\ufffd");
}

function setHeaders(record: Record<string, string>, namesAndValues: string[]): void {
  for (let i = 0; i < namesAndValues.length; i += 2) {
    setHeader(record, namesAndValues[i] as string, namesAndValues[i + 1] as string);
  }
}

function setHeader(record: Record<string, string>, name: string, value: string): void {
  // Assigning this one would set no member.
  if (name === "__proto__") Object.defineProperty(record, name, { value, enumerable: true });
  else record[name] = value;
}

/** The name as a string that engines have seen as a property before: a fresh one they first have to look up. */
function known(name: string): string {
  for (const added of ADDED) if (added === name) return added;
  return name;
}
