import { cut, refusal, show, showKind } from "./refusals.js";
import { tag } from "./tag.js";
import type { PresignOptions, ServiceRules, SignOptions, Some } from "./types.js";

/** The names that an object may have. */
export type Names = ReadonlySet<string>;

const RULES = ["doubleEncodePath", "normalizePath", "contentSha256Header", "signSessionToken"] as const;
export const RULE_NAMES: Names = new Set(RULES);

const OF_REQUEST: Names = new Set(["method", "headers", "body"]);
export const PAYLOAD_NAMES: Names = new Set(["sha256"]);
export const SIGNER_NAMES: Names = new Set(["credentials", "region", "service", "rules"]);
export const SIGN_NAMES: Names = new Set([
  ...["date", "region", "service", "rules", "payload", "unsignedHeaders", "signedHeaders"],
]);

export function checkIsObject(options: unknown, what = "options"): asserts options is object {
  if (typeof options === "object" && options !== null) return;
  throw refusal("OPTION_INVALID", showKind(options), `${what} must be an object`);
}

/** What is given instead of options that are not. It has them all, and so none of all objects. */
export const NONE: Readonly<Record<keyof PresignOptions, undefined>> = {
  date: undefined,
  region: undefined,
  service: undefined,
  rules: undefined,
  payload: undefined,
  unsignedHeaders: undefined,
  signedHeaders: undefined,
  expiresIn: undefined,
};

/** Whether all objects have got names, which an attacker may have set. As quick as the call that asks has to be. */
export function haveAllNames(): boolean {
  for (const _ in Object.prototype) return true;
  return false;
}

/**
 * Refuses what is no object, and names that do not exist: a misspelt option must not be a silent default. Nor may an option
 * of all objects decide what is signed.
 */
export function checkNames(options: unknown, names: Names, what = "options"): void {
  checkIsObject(options, what);
  let isEmpty = true;
  for (const name in options) {
    if (names.has(name)) isEmpty = false;
    // Old libraries add methods to all objects.
    else if (Object.hasOwn(options, name) || !(name in Object.prototype)) throw unknownName(name, names, what);
  }
  refuseOfAll(names);
  if (isEmpty && isOther(options)) throw refusal("OPTION_INVALID", show(options), `${what} must be an object`);
}

/** Refuses a name that all objects have. */
export function refuseOfAll(names: Names): void {
  for (const name in Object.prototype) {
    if (names.has(name)) throw refusal("OPTION_INVALID", name, "Object.prototype must hold no options");
  }
}

/** An object of another use, which has no names and so none that is unknown: a list, a Map, a Date, a Promise. */
export function isOther(options: object): boolean {
  return isIterable(options) || tag(options) === "Date" || "then" in options;
}

/** A copy with each option at most read once, be it the object's own, inherited or hidden. */
export function copyOf<T extends object>(options: T | undefined, names: Names, what?: string): T {
  const copy: Record<string, unknown> = {};
  if (options === undefined) return copy as T;
  checkNames(options, names, what);
  for (const name of names) {
    const value = (options as Record<string, unknown>)[name];
    if (value !== undefined) copy[name] = value;
  }
  return copy as T;
}

/** The options as they are now: what becomes later of the objects that they hold does not matter. */
export function snapshot(options: SignOptions | undefined): SignOptions {
  const copy = copyOf(options, SIGN_NAMES);
  if (copy.date !== undefined) copy.date = new Date(milliseconds(copy.date));
  if (copy.rules !== undefined) copy.rules = copyOf(copy.rules, RULE_NAMES, "rules");
  if (typeof copy.payload === "object") copy.payload = copyOf(copy.payload, PAYLOAD_NAMES, "payload");
  for (const name of ["unsignedHeaders", "signedHeaders"] as const) {
    if (copy[name] !== undefined) copy[name] = listOfNames(copy[name], name);
  }
  return copy;
}

export function unknownName(name: string, names: Names, what: string) {
  return refusal("OPTION_UNKNOWN", `${cut(name)}: ${remedyFor(name, names, what)}`);
}

function remedyFor(name: string, names: Names, what: string): string {
  const near = nearest(name, names);
  if (near !== undefined) return `did you mean ${near}?`;
  if (what === "options" && OF_REQUEST.has(name)) return `it belongs to the request: pass { url, ${name} } first`;
  return `${what} has only ${[...names].join(", ")}`;
}

/** The known name that `name` was most likely meant to be. */
export function nearest(name: string, names: Iterable<string>): string | undefined {
  let best: string | undefined;
  let least = Infinity;
  for (const known of names) {
    const distance = edits(name.toLowerCase(), known.toLowerCase());
    if (distance < least) [best, least] = [known, distance];
  }
  return best !== undefined && least <= Math.max(1, best.length / 3) ? best : undefined;
}

/** Levenshtein distance; names are cut so that no input makes it slow. */
function edits(from: string, to: string): number {
  let row = [0];
  for (const _ of to) row.push(row.length);
  for (const letter of from.slice(0, 40)) {
    const next = [(row[0] ?? 0) + 1];
    for (let j = 0; j < to.length; j++) {
      const change = (row[j] ?? 0) + (letter === to[j] ? 0 : 1);
      next.push(Math.min(change, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row[to.length] ?? 0;
}

/** What a variable that was not set becomes as text; and a NUL, which would end the field. */
export const UNSET = /^(undefined|null)?$|\0/;

/** Region or service; "" when not given. */
export function scopeName(value: unknown, name: "region" | "service"): string {
  if (value === undefined) return "";
  const isRegion = name === "region";
  // "S3" would be another service, of other rules.
  if (typeof value === "string" && !UNSET.test(value) && (isRegion || value !== "S3")) return value;
  throw refusal(isRegion ? "REGION_INVALID" : "SERVICE_INVALID", show(value));
}

/** Milliseconds; a Date of another realm is a Date too. */
export function milliseconds(date: unknown): number {
  if (date === undefined) return Date.now();
  let time = Number.NaN;
  try {
    time = Date.prototype.getTime.call(date);
  } catch {
    // It is none.
  }
  if (Number.isNaN(time)) throw refusal("DATE_INVALID", show(date));
  return time;
}

/** Of `flags`, as src/wasm reads them: whether a rule is given, and its value. */
const RULE_GIVEN_BIT = 4;
const RULE_VALUE_BIT = 8;

/** Two bits a rule. */
export function ruleFlags(rules: Some<ServiceRules> | undefined): number {
  if (rules === undefined) return 0;
  checkNames(rules, RULE_NAMES, "rules");
  let flags = 0;
  let index = 0;
  for (const name of RULES) {
    const value = flag(rules[name], `rules.${name}`);
    if (value !== undefined) flags |= (1 << (RULE_GIVEN_BIT + index)) | (Number(value) << (RULE_VALUE_BIT + index));
    index++;
  }
  return flags;
}

export function flag(value: unknown, name: string): boolean | undefined {
  if (value === undefined || typeof value === "boolean") return value;
  throw refusal("OPTION_INVALID", show(value), `${name} must be true or false`);
}

/** An object that can be iterated; a string, which can be too, is none. */
export function isIterable(value: unknown): value is Iterable<unknown> {
  if (typeof value !== "object" || value === null) return false;
  return typeof (value as Partial<Iterable<unknown>>)[Symbol.iterator] === "function";
}

/** The most that a list may hold; one may be without end. */
const LIST_LIMIT = 1 << 20;
/** As src/canonical/headers.rs has it. Each header is looked for among the names. */
const NAME_LIMIT = 10_000;

/** Header names, joined with ",". */
export function nameList(names: Iterable<string> | undefined, what: string): string {
  return names === undefined ? "" : listOfNames(names, what).join(",");
}

function listOfNames(names: Iterable<string>, what: string): string[] {
  if (!isIterable(names)) {
    throw refusal("OPTION_INVALID", show(names), `${what} must be an iterable of header names, like ["range"]`);
  }
  const list: string[] = [];
  for (const name of names) {
    if (typeof name !== "string" || name === "" || /[,\0]/.test(name))
      throw refusal("HEADER_NAME_INVALID", `${show(name)} in ${what}`);
    if (list.push(name) > NAME_LIMIT) throw refusal("HEADERS_TOO_MANY");
  }
  return list;
}

/** Names and values of a record or an iterable, by turns and in order; `refuse` makes the error for what is no pair. */
export function pairs(input: unknown, refuse: (got: string) => Error): string[] {
  const list: string[] = [];
  if (input === undefined) return list;
  if (typeof input !== "object" || input === null) throw refuse(showKind(input));
  const add = (name: unknown, value: unknown) => {
    if (typeof name !== "string") throw refuse(`the name ${show(name)}`);
    if (typeof value !== "string") throw refuse(`${show(name)}: ${show(value)}`);
    if (list.push(name, value) > 2 * LIST_LIMIT) throw refuse(`more than ${LIST_LIMIT} of them`);
  };
  if (!isIterable(input)) {
    for (const name of Object.keys(input)) add(name, (input as Record<string, unknown>)[name]);
    // A Promise that was not awaited, a Request.
    if (list.length === 0 && tag(input) !== "Object") throw refuse(showKind(input));
    return list;
  }
  for (const pair of tag(input) === "Headers" ? entriesOf(input as Headers, refuse) : input) {
    if (typeof pair !== "object" || pair === null || (pair as unknown[]).length !== 2) throw refuse(showKind(pair));
    add((pair as unknown[])[0], (pair as unknown[])[1]);
  }
  return list;
}

function entriesOf(headers: Headers, refuse: (got: string) => Error): [string, string][] {
  try {
    return [...headers];
  } catch {
    throw refuse("Headers that cannot be read");
  }
}
