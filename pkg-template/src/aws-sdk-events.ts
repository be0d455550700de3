import type { EventHeaders, EventMessage, FormattedEvent, SignableMessage } from "./aws-sdk-types.js";
import { sha256Async } from "./hash.js";
import { encoder } from "./memory.js";
import { milliseconds, scopeName } from "./options.js";
import { cut, refusal, show, showKind } from "./refusals.js";

// biome-ignore lint/suspicious/noExplicitAny: each type has values of its own
type Format = (value: any) => number[];

/** The types of a header's value as the event stream encoding has them: a number, and the bytes. */
const FORMATS: Record<string, Format> = {
  boolean: (value) => [value ? 0 : 1],
  byte: (value) => [2, ...bigEndian(value, 1)],
  short: (value) => [3, ...bigEndian(value, 2)],
  integer: (value) => [4, ...bigEndian(value, 4)],
  long: (value) => [5, ...value.bytes],
  binary: (value) => [6, ...withLength(bytesOf(value), 2)],
  string: (value) => [7, ...withLength(encoder.encode(textOf(value, /^/)), 2)],
  timestamp: (value) => [8, ...bigEndian(value.getTime(), 8)],
  uuid: (value) => [9, ...bigEndian(`0x${textOf(value, UUID).replaceAll("-", "")}`, 16)],
};

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

function textOf(value: unknown, form: RegExp): string {
  if (typeof value !== "string" || !form.test(value)) throw new TypeError();
  return value;
}

function bytesOf(value: unknown): Uint8Array {
  if (!ArrayBuffer.isView(value)) throw new TypeError();
  return value as Uint8Array;
}

function bigEndian(value: number | string, size: number): number[] {
  const bits = BigInt.asUintN(8 * size, BigInt(value));
  const bytes: number[] = [];
  for (let shift = 8 * (size - 1); shift >= 0; shift -= 8) bytes.push(Number((bits >> BigInt(shift)) & 0xffn));
  return bytes;
}

/** Behind their number, which takes so many bytes. */
function withLength(bytes: Uint8Array, size: number): number[] {
  if (bytes.length >= 256 ** size) throw new RangeError();
  return [...bigEndian(bytes.length, size), ...bytes];
}

/** A message as the bytes that are signed. */
export function formatted(message: EventMessage): FormattedEvent {
  const { headers, body } = message ?? {};
  if (typeof headers !== "object" || headers === null) {
    throw refusal(
      "OPTION_INVALID",
      showKind(message),
      "a message must be { message: { headers, body }, priorSignature }",
    );
  }
  return { headers: Uint8Array.from(Object.entries(headers).flatMap(headerBytes)), payload: body };
}

function headerBytes([name, header]: [string, EventHeaders[string]]): number[] {
  const { type, value } = header ?? {};
  const format = Object.hasOwn(FORMATS, type) ? FORMATS[type] : undefined;
  try {
    return [...withLength(encoder.encode(name), 1), ...(format as Format)(value)];
  } catch {
    const types = Object.keys(FORMATS).join(", ");
    const accepted =
      `the event's header ${cut(name)} must be { type, value } with a type of ${types}, ` +
      "its name of at most 255 bytes and its value of 65535";
    throw refusal("OPTION_INVALID", `${show(value)} of type ${show(type)}`, accepted);
  }
}

export function isEvent(toSign: unknown): toSign is FormattedEvent {
  const { headers, payload } = (toSign ?? {}) as Partial<FormattedEvent>;
  return Boolean(headers && payload);
}

export function isMessage(toSign: unknown): toSign is SignableMessage {
  return Boolean((toSign as Partial<SignableMessage> | undefined)?.message);
}

/** The string to sign. Only a client's host tells region and service, and an event has none. */
export async function eventToSign(
  { headers, payload }: FormattedEvent,
  { date, region, service }: { date?: Date; region: string | undefined; service: string | undefined },
  priorSignature: unknown,
): Promise<string> {
  const example =
    'of an event stream is not told by its events: new SdkSigner({ credentials, region, service: "transcribe" })';
  if (region === undefined) throw refusal("REGION_UNKNOWN", undefined, `the region ${example}`);
  if (service === undefined) throw refusal("SERVICE_UNKNOWN", undefined, `the service ${example}`);
  if (typeof priorSignature !== "string") {
    throw refusal("OPTION_INVALID", show(priorSignature), "priorSignature must be the signature of the event before");
  }
  const longDate = new Date(milliseconds(date)).toISOString().replaceAll(/[-:]|\.\d+/g, "");
  const names = `${scopeName(region, "region")}/${scopeName(service, "service")}`;
  const scope = `${longDate.slice(0, 8)}/${names}/aws4_request`;
  const hashes = [await hashOf(headers), await hashOf(payload)];
  return ["AWS4-HMAC-SHA256-PAYLOAD", longDate, scope, priorSignature, ...hashes].join("\n");
}

function hashOf(bytes: unknown): Promise<string> {
  if (bytes instanceof Uint8Array) return sha256Async(bytes as Uint8Array<ArrayBuffer>);
  throw refusal("OPTION_INVALID", showKind(bytes), "headers and payload of an event must be bytes");
}
