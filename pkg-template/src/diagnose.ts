import { readable } from "./body.js";
import { callsOf } from "./calls.js";
import { checkObject, refuseMisspelt } from "./credentials.js";
import type { Diagnosis, Evidence, Mistake, Piece } from "./diagnosis.js";
import * as doctor from "./generated/doctor.js";
import { checkSize } from "./limits.js";
import { asBytes } from "./memory.js";
import { checkNames } from "./options.js";
import * as pack from "./pack.js";
import { refusal, show } from "./refusals.js";
import type { HttpRequest } from "./types.js";

const EVIDENCE_NAMES = new Set([
  ...["request", "response", "canonicalRequest", "stringToSign"],
  ...["signature", "credentials", "region", "service"],
]);
const RESPONSE_NAMES = new Set(["status", "headers", "body"]);

/** Bits of `flags`, as src/wasm reads them. */
const FLAG = { requestText: 1 << 0, requestParts: 1 << 1, body: 1 << 2, response: 1 << 3, bodyUnseen: 1 << 4 };

// Pure: else bundlers keep it, with the module that it renews, where nothing calls it.
const called = /* @__PURE__ */ callsOf(doctor.renew);

interface GivenRequest {
  text: string;
  parts: pack.RequestParts;
  body: Uint8Array | undefined;
  flag: number;
}

/**
 * Names the mistake behind a refused signature, as far as the evidence tells: which character, where, why, and what to
 * do. Deterministic and without network; throws for evidence of a wrong type or of more than 32 Mi characters only.
 */
export function diagnose(evidence: Evidence): Diagnosis {
  checkNames(evidence, EVIDENCE_NAMES, "evidence");
  const request = givenRequest(evidence.request);
  const response = givenResponse(evidence.response);
  const credentials = evidence.credentials ?? {};
  checkObject(credentials);
  refuseMisspelt(credentials);
  const { accessKeyId, secretAccessKey, sessionToken } = credentials;
  const { canonicalRequest, stringToSign, signature, region, service } = evidence;
  const own = {
    canonicalRequest,
    stringToSign,
    signature,
    accessKeyId,
    secretAccessKey,
    sessionToken,
    region,
    service,
  };
  const fields = [
    request.text,
    request.parts.method,
    request.parts.url,
    response.status,
    response.body,
    ...Object.entries(own).map(([name, value]) => text(value, name)),
    ...request.parts.headers,
    ...response.headers,
  ];
  const flags = request.flag | (request.body === undefined ? 0 : FLAG.body) | response.flag;
  // NUL parts the fields; pasted text that holds one is broken anyway.
  const joined = fields.map((field) => field.replaceAll("\0", "\ufffd")).join("\0");
  const body = request.body ?? new Uint8Array();
  checkSize(joined, body);
  const [sent, received] = [request.parts.headers.length / 2, response.headers.length / 2];
  return JSON.parse(called(() => doctor.diagnose(joined, body, sent, received, flags)));
}

/** Every mistake that `diagnose` can name, in the order of the steps of signing, each with an example. */
export function mistakes(): Mistake[] {
  return JSON.parse(called(doctor.mistakes));
}

/**
 * Takes a paste of several things apart (an error, a command, a log of a signer), each for its field of the evidence. What
 * is none of them is left out.
 */
export function recognise(paste: string): Piece[] {
  const pasted = text(paste, "paste");
  checkSize(pasted);
  return JSON.parse(called(() => doctor.recognise(pasted)));
}

function givenRequest(request: Evidence["request"]): GivenRequest {
  const none = { method: "", url: "", headers: [], body: undefined };
  if (request === undefined || request === null) return { text: "", parts: none, body: undefined, flag: 0 };
  if (typeof request === "string") {
    return { text: request, parts: none, body: undefined, flag: FLAG.requestText };
  }
  const parts = pack.requestParts(isSigned(request) ? unsigned(request) : request);
  const flag = FLAG.requestParts;
  if (parts.body === undefined || parts.body === null) return { text: "", parts, body: undefined, flag };
  const body = readable(parts.body);
  if (body === undefined) return { text: "", parts, body, flag: flag | FLAG.bodyUnseen };
  return { text: "", parts, body: asBytes(body), flag };
}

/** What sign() and presignRequest() return is a request too. */
function isSigned(request: URL | HttpRequest): request is HttpRequest {
  return typeof request === "object" && "signature" in request;
}

function unsigned({ method, url, headers, body }: HttpRequest): HttpRequest {
  return { method, url, headers, body };
}

function givenResponse(response: Evidence["response"]) {
  if (response === undefined || response === null) return { status: "", body: "", headers: [], flag: 0 };
  if (typeof response === "string") return { status: "", body: response, headers: [], flag: FLAG.response };
  checkNames(response, RESPONSE_NAMES, "response");
  return {
    status: statusText(response.status),
    body: text(response.body, "response.body"),
    headers: pack.headerPairs(response.headers),
    flag: FLAG.response,
  };
}

function statusText(status: unknown): string {
  if (status === undefined || status === null) return "";
  if (Number.isFinite(status)) return String(status);
  throw refusal("OPTION_INVALID", show(status), "response.status must be a number");
}

function text(value: unknown, name: string): string {
  if (value === undefined || value === null) return "";
  if (typeof value === "string") return value;
  // A secret of a wrong type is not shown either.
  throw refusal("OPTION_INVALID", name.includes("ecret") ? typeof value : show(value), `${name} must be a string`);
}
