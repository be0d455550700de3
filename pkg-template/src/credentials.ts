import { refusal, type SigV4Error } from "./errors.js";
import { nearest, unknownName } from "./options.js";

const NAMES = new Set(["accessKeyId", "secretAccessKey", "sessionToken"]);

/**
 * Access key id, secret and session token; "" for what is not there.
 * Other members, like the `expiration` of a provider's credentials, are left alone, but not misspelt ones.
 */
export function credentialFields(credentials: unknown, needsSecret = true): [string, string, string] {
  if (typeof credentials !== "object" || credentials === null) throw refused(kind(credentials));
  for (const name in credentials) {
    if (!NAMES.has(name) && nearest(name, NAMES)) throw unknownName(name, NAMES, "credentials");
  }
  const { accessKeyId, secretAccessKey, sessionToken } = credentials as Record<string, unknown>;
  return [
    text(accessKeyId, "accessKeyId"),
    needsSecret || secretAccessKey !== undefined ? text(secretAccessKey, "secretAccessKey") : "",
    sessionToken === undefined || sessionToken === "" ? "" : text(sessionToken, "sessionToken"),
  ];
}

function text(value: unknown, name: string): string {
  if (typeof value === "string" && value !== "") return value;
  throw refused(value === "" ? `an empty ${name}` : value === undefined ? `no ${name}` : `${kind(value)} as ${name}`);
}

/** What it is, never its value. */
function kind(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (typeof (value as { then?: unknown }).then === "function") return "a Promise";
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}

function refused(got: string): SigV4Error {
  return refusal("CREDENTIALS_INVALID", got);
}
