import { begin, ended, wasm } from "./instance.js";
import { asciiAt, buffer, encoder, textAt } from "./memory.js";
import { refusal } from "./refusals.js";

// Text goes in by one encodeInto and comes out by one decode, through two buffers that wasm owns and reuses.
// No code of the caller may run between a write and its read: it could sign something else in between.

/** From here on the exact size is worth a second pass: three bytes a UTF-16 unit are seldom needed. */
const LONG_TEXT = 1 << 16;
const SMALLEST_INPUT = 1 << 12;
/** A larger input buffer is given back by wasm after the call that needed it. */
const KEPT_INPUT = 1 << 20;

/** The input buffer, and whose. Growing wasm memory detaches it, which makes its length 0. */
let input = new Uint8Array(0);
let inputOf: unknown;

/** Begins a call, with an input buffer that is large enough. */
function reserve(capacity: number): void {
  begin();
  if (wasm === inputOf && input.length >= capacity && input.length <= KEPT_INPUT) return;
  const size = Math.max(SMALLEST_INPUT, capacity);
  const pointer = wasm.input(size);
  if (pointer === 0) {
    ended(pointer);
    throw refusal("OPTION_INVALID", `${capacity} bytes`, "a request must be shorter than 64 MiB");
  }
  input = new Uint8Array(buffer(), pointer, size);
  inputOf = wasm;
}

/** Begins a call: writes `text` with room for a body behind it; answers its length in bytes. */
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

/** The URL that the last call answered. */
export function readUrl(length: number): string {
  const start = ended(wasm.output());
  return asciiAt(start, start + length);
}

const SIGNATURE_LENGTH = 64;
/** So many signatures are decoded at once, and are kept together in memory as long as one of their URLs is. */
const DECODED_TOGETHER = 8;

/**
 * The presigned URLs that the last call answered, each a string of its own: none keeps all the others alive. Of a URL to which
 * the same was added as to the last whole one, wasm answers the signature alone.
 */
export function readUrls(given: string[], into: string[]): void {
  const output = wasm.output();
  const ends = new Uint32Array(buffer(), ended(wasm.ends()), given.length);
  let start = 0;
  let added = "";
  for (let place = 0; place < given.length; ) {
    const count = signaturesAlone(ends, place, start);
    const end = count > 0 ? start + count * SIGNATURE_LENGTH : (ends[place] as number);
    const answer = asciiAt(output + start, output + end);
    if (count === 0) {
      into.push(answer);
      added = answer.slice((given[place++] as string).length, -SIGNATURE_LENGTH);
    }
    for (let at = 0; at < count * SIGNATURE_LENGTH; at += SIGNATURE_LENGTH) {
      into.push(given[place++] + added + answer.slice(at, at + SIGNATURE_LENGTH));
    }
    start = end;
  }
}

/** How many of the answers from a place on are to be decoded at once. */
function signaturesAlone(ends: Uint32Array, place: number, start: number): number {
  let count = 0;
  while (count < DECODED_TOGETHER && ends[place + count] === start + (count + 1) * SIGNATURE_LENGTH) count++;
  return count;
}

/** The text that the last call answered. */
export function read(length: number): string {
  const start = ended(wasm.output());
  return textAt(start, start + length);
}
