import { packBody } from "./body.js";
import { callsOf } from "./calls.js";
import { credentialFields } from "./credentials.js";
import type { ExplainOptions, Explanation } from "./explanation.js";
import * as inspect from "./generated/inspect.js";
import { withHost } from "./host.js";
import { checkSize } from "./limits.js";
import { asBytes } from "./memory.js";
import { checkNames, flag, milliseconds, ruleFlags, scopeName, SIGNER_NAMES } from "./options.js";
import * as pack from "./pack.js";
import { platformHash } from "./platform.js";
import { type Given, refusal, show, wasmError } from "./refusals.js";
import { s3UrlBy } from "./s3-object.js";
import type { Credentials, HttpRequest, S3Object, SignerOptions, Some } from "./types.js";

/** So far above the request's. */
const SIGNER_RULES_SHIFT = 12;

const EXPLAIN_NAMES = new Set([...pack.PRESIGN_NAMES, "placement", "includeKeys"]);
const HUGE_FROM = 1 << 20;
const DATE_NAMES = new Set(["date"]);

// Pure: else bundlers keep it, with the module that it renews, where nothing calls it.
const called = /* @__PURE__ */ callsOf(inspect.renew);

/** A signer of which the secret may be missing: the first two steps need none. */
export interface ExplainedSigner extends Omit<SignerOptions, "credentials"> {
  /** The same as a Signer's, or those without the secret. */
  credentials: Omit<Credentials, "secretAccessKey"> & Some<Pick<Credentials, "secretAccessKey">>;
}

/** A signer for one region and service: no host tells them. */
export interface ScopedSigner extends SignerOptions {
  /** As in the credential scope. */
  region: string;
  /** The signing name, as in the credential scope. */
  service: string;
}

/** What is made of a canonical request. */
export interface SignedCanonicalRequest {
  /** 64 hex digits. */
  canonicalRequestHash: string;
  /** Four lines, the last of which is that hash. */
  stringToSign: string;
  /** 64 hex digits. */
  signature: string;
}

/**
 * Every step of sign() or presign() for the same arguments, made by the same code path. Without a secret
 * the first two steps are there and `signature` is null. At most 32 Mi characters of text and 512 MiB of body.
 */
export function explain(
  signer: ExplainedSigner,
  request: string | URL | HttpRequest,
  options: ExplainOptions = {},
): Explanation {
  const signerText = signerFields(signer, false);
  const parts = pack.requestParts(request);
  const nul = pack.nulInHeader(parts);
  if (nul !== undefined) throw nul;
  const settings = pack.settings(options, EXPLAIN_NAMES);
  const body = packBody(parts.body, settings, hashOfHuge);
  const flags =
    settings.flags |
    body.flags |
    (placedInQuery(options.placement) ? pack.FLAG.query : 0) |
    (flag(options.includeKeys, "includeKeys") ? pack.FLAG.includeKeys : 0) |
    (ruleFlags(signer.rules) << SIGNER_RULES_SHIFT);
  return withHost(parts.url, (url) => {
    const text = `${signerText}\0${pack.requestText(parts, url, settings, body.sha256)}`;
    checkSize(text, body.inline);
    const { dateMs, expiresIn } = settings;
    const call = () => inspect.explain(text, asBytes(body.inline), parts.headers.length / 2, dateMs, expiresIn, flags);
    return answer(call, options, parts.body);
  });
}

/**
 * Steps 2 to 4 for a canonical request the caller made, taken as it is: for comparing with own code. The signer needs a
 * secret; region, service and date have no defaults here.
 */
export function signCanonicalRequest(
  signer: ScopedSigner,
  canonicalRequest: string,
  options: {
    /** 1970..9999, else `DATE_INVALID`. */
    date: Date;
  },
): SignedCanonicalRequest {
  const signerText = signerFields(signer, true);
  // They change nothing of what is made already, but are refused where they are none.
  ruleFlags(signer.rules);
  if (typeof canonicalRequest !== "string") {
    throw refusal("OPTION_INVALID", show(canonicalRequest), "canonicalRequest must be a string");
  }
  checkNames(options, DATE_NAMES);
  if (options.date === undefined) throw refusal("DATE_INVALID", "undefined");
  const dateMs = milliseconds(options.date);
  checkSize(canonicalRequest);
  return answer(() => inspect.signCanonicalRequest(signerText, canonicalRequest, dateMs), options);
}

/** The wire URL of an S3 object, as the main entry's: for explaining a request to it without loading that entry. */
export function s3Url(object: S3Object): string {
  return s3UrlBy(object, (text, key, queryCount, flags) =>
    answer(() => inspect.s3Url(text, key ?? "", queryCount, flags)),
  );
}

function signerFields(signer: ExplainedSigner, needsSecret: boolean): string {
  checkNames(signer, SIGNER_NAMES, "signer");
  const credentials = credentialFields(signer.credentials, needsSecret);
  return pack.joinFields([...credentials, scopeName(signer.region, "region"), scopeName(signer.service, "service")]);
}

function placedInQuery(placement: unknown): boolean {
  if (placement === undefined || placement === "header") return false;
  if (placement === "query") return true;
  throw refusal("OPTION_INVALID", show(placement), 'placement must be "header" or "query"');
}

/** Of a body that is better not copied, where the platform hashes at once. */
function hashOfHuge(body: string | Uint8Array): string | undefined {
  return body.length < HUGE_FROM ? undefined : platformHash(body);
}

function answer<T>(call: () => unknown, given?: Given, body?: unknown): T {
  try {
    return called(call) as T;
  } catch (thrown) {
    throw typeof thrown === "string" ? wasmError(thrown, given, body) : thrown;
  }
}
