import * as raw from "./generated/sigv4.js";
import { refusal } from "./errors.js";

// Text goes in by one encodeInto and comes out by one decode, through two buffers that wasm owns and reuses.
// No code of the caller may run between a write and its read: it could sign something else in between.

const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/** From here on the exact size is worth a second pass: three bytes a UTF-16 unit are seldom needed. */
const LONG_TEXT = 1 << 16;
const SMALLEST_INPUT = 1 << 12;
/** A larger input buffer is given back by wasm after the call that needed it. */
const KEPT_INPUT = 1 << 20;

let memory: WebAssembly.Memory | undefined;
/** The input buffer. Growing wasm memory detaches it, which makes its length 0. */
let input = new Uint8Array(0);

/** Instantiates the module, once; later calls change nothing. */
export function start(module: WebAssembly.Module | BufferSource): void {
  if (memory === undefined) attach(raw.initSync({ module }).memory);
}

export function attach(started: WebAssembly.Memory): void {
  memory ??= started;
}

/** Refuses to go on before the module is there. */
export function requireStarted(): void {
  if (memory === undefined) throw refusal("NOT_INITIALIZED");
}

/** What wasm's memory holds at the moment: it has another buffer after growing. */
function buffer(): ArrayBuffer {
  return (memory as WebAssembly.Memory).buffer as ArrayBuffer;
}

function reserve(capacity: number): void {
  if (input.length >= capacity && input.length <= KEPT_INPUT) return;
  const size = Math.max(SMALLEST_INPUT, capacity);
  const pointer = raw.input(size);
  if (pointer === 0) throw refusal("OPTION_INVALID", `${capacity} bytes`, "a request must be shorter than 64 MiB");
  input = new Uint8Array(buffer(), pointer, size);
}

/** Writes `text` with room for a body behind it; answers its length in bytes. */
export function write(text: string, body?: string | Uint8Array): number {
  const room = body === undefined ? 0 : typeof body === "string" ? body.length * 3 : body.length;
  if (text.length + room > LONG_TEXT) return writeLong(text, room);
  reserve(text.length * 3 + room);
  return encoder.encodeInto(text, input).written;
}

function writeLong(text: string, room: number): number {
  const bytes = encoder.encode(text);
  reserve(bytes.length + room);
  input.set(bytes);
  return bytes.length;
}

/** Writes a body behind the text; answers its length in bytes. */
export function writeBody(body: string | Uint8Array | undefined, textLength: number): number {
  if (body === undefined) return 0;
  if (typeof body === "string") return encoder.encodeInto(body, input.subarray(textLength)).written;
  input.set(body, textLength);
  return body.length;
}

/** Texts of a batch that are short enough to be cheap together: longer buffers would only be larger. */
export const BATCH = 256;

interface NodeBuffer {
  latin1Slice(start: number, end: number): string;
  utf8Slice(start: number, end: number): string;
}
const { Buffer: NodeBuffer } = globalThis as {
  Buffer?: { from(memory: ArrayBuffer): NodeBuffer; prototype: { latin1Slice?: unknown } };
};
/** All of wasm's memory. Growing it detaches this, which makes its length 0. */
let bytes = new Uint8Array(0);
/** The same where Node decodes faster than a TextDecoder. */
let nodeBytes: NodeBuffer | undefined;

function viewMemory(): void {
  if (bytes.length > 0) return;
  bytes = new Uint8Array(buffer());
  // Others have a Buffer too, in JavaScript, which gains nothing.
  nodeBytes = typeof NodeBuffer?.prototype.latin1Slice === "function" ? NodeBuffer.from(buffer()) : undefined;
}

/** ASCII alone, as URLs are: Node then decodes in half the time. */
function ascii(start: number, end: number): string {
  viewMemory();
  return nodeBytes ? nodeBytes.latin1Slice(start, end) : decoder.decode(bytes.subarray(start, end));
}

/** The URL that the last call answered. */
export function readUrl(length: number): string {
  const start = raw.output();
  return ascii(start, start + length);
}

const SIGNATURE_LENGTH = 64;

/**
 * The presigned URLs that the last call answered, each a string of its own: none keeps the others alive. Of a URL to which
 * the same was added as to the last whole one, wasm answers the signature alone.
 */
export function readUrls(given: string[], into: string[]): void {
  const output = raw.output();
  const ends = new Uint32Array(buffer(), raw.ends(), given.length);
  let start = output;
  let added = "";
  for (const [place, url] of given.entries()) {
    const end = output + (ends[place] as number);
    const answer = ascii(start, end);
    if (answer.length === SIGNATURE_LENGTH) {
      into.push(url + added + answer);
    } else {
      into.push(answer);
      added = answer.slice(url.length, -SIGNATURE_LENGTH);
    }
    start = end;
  }
}

/** The text that the last call answered. */
export function read(length: number): string {
  const start = raw.output();
  viewMemory();
  return nodeBytes ? nodeBytes.utf8Slice(start, start + length) : decoder.decode(bytes.subarray(start, start + length));
}
