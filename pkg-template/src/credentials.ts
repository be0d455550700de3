import type { SigV4Error, SigV4ErrorCode } from "./errors.js";
import { nearest, refuseOfAll, UNSET, unknownName } from "./options.js";
import { refusal } from "./refusals.js";
import { LONE_SURROGATE } from "./surrogates.js";

const CODES = {
  accessKeyId: "ACCESS_KEY_ID_INVALID",
  secretAccessKey: "SECRET_ACCESS_KEY_INVALID",
  sessionToken: "SESSION_TOKEN_INVALID",
} as const satisfies Record<string, SigV4ErrorCode>;
const NAMES = new Set(Object.keys(CODES));
/** As other programs call the session token. */
const TOKEN_NAMES = new Set(["token", "securityToken", "aws_session_token", "aws_security_token"]);

/**
 * Access key id, secret and session token; "" for what is not there.
 * Other members, like the `expiration` of a provider's credentials, are left alone, but not misspelt ones.
 */
export function credentialFields(credentials: unknown, needsSecret = true): [string, string, string] {
  checkObject(credentials);
  if ("then" in credentials) throw refused("a Promise: await it first");
  const { accessKeyId, secretAccessKey, sessionToken } = credentials as Record<string, unknown>;
  const fields: [string, string, string] = [
    text(accessKeyId, "accessKeyId", credentials),
    needsSecret || secretAccessKey !== undefined ? text(secretAccessKey, "secretAccessKey", credentials) : "",
    sessionToken === undefined || sessionToken === "" ? "" : text(sessionToken, "sessionToken", credentials),
  ];
  refuseMisspelt(credentials);
  return fields;
}

export function checkObject(credentials: unknown): asserts credentials is object {
  if (typeof credentials !== "object" || credentials === null) throw refused(kind(credentials));
}

export function refuseMisspelt(credentials: object): void {
  refuseOfAll(NAMES);
  const misspelt = misspelling(credentials);
  if (misspelt !== undefined) throw unknownName(misspelt, NAMES, "credentials");
}

/** The name of a member that was most likely meant to be one of ours. */
function misspelling(credentials: object): string | undefined {
  const members = credentials as Record<string, unknown>;
  const isToken = (name: string) => TOKEN_NAMES.has(name) && Boolean(members[name]) && !members.sessionToken;
  for (const name in members) if (!NAMES.has(name) && (nearest(name, NAMES) || isToken(name))) return name;
  return undefined;
}

function text(value: unknown, name: keyof typeof CODES, credentials: object): string {
  // A NUL is between the fields; a lone surrogate has no UTF-8.
  if (typeof value === "string" && (LONE_SURROGATE.test(value) || value.includes("\0"))) throw refusal(CODES[name]);
  if (typeof value === "string") {
    if (UNSET.test(value)) throw refused(`"${value}" as ${name}`);
    return value;
  }
  if (value !== undefined) throw refused(`${kind(value)} as ${name}`);
  const misspelt = misspelling(credentials);
  throw refused(misspelt === undefined ? `no ${name}` : `no ${name}, but ${misspelt}`);
}

/** What it is, never its value. */
function kind(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}

function refused(got: string): SigV4Error {
  return refusal("CREDENTIALS_INVALID", got);
}
