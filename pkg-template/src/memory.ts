// Wasm's memory as JavaScript sees it.

interface NodeBuffer {
  latin1Slice(start: number, end: number): string;
  utf8Slice(start: number, end: number): string;
  latin1Write(text: string, start: number, length: number): void;
}
interface BufferOfNode {
  from(memory: ArrayBuffer): NodeBuffer;
  from(text: string, encoding: "base64" | "hex"): Uint8Array<ArrayBuffer>;
  prototype?: { latin1Slice?: unknown };
}
const { Buffer } = globalThis as { Buffer?: BufferOfNode };
/** Others have a Buffer too, in JavaScript, which gains nothing, or but the name. */
export const nodeBuffer = typeof Buffer?.prototype?.latin1Slice === "function" ? Buffer : undefined;

export const encoder = new TextEncoder();
const decoder = new TextDecoder();

export function asBytes(body: string | Uint8Array = ""): Uint8Array {
  return typeof body === "string" ? encoder.encode(body) : body;
}

let memory: Pick<WebAssembly.Memory, "buffer"> = { buffer: new ArrayBuffer(0) };
const NONE = new Uint8Array(0);
/** All of it. Growing it detaches this, which makes its length 0. */
let bytes = NONE;
/** The same where Node decodes faster than a TextDecoder. */
let nodeBytes: NodeBuffer | undefined;

/** That of the instance which is called from now on. */
export function attach(started: WebAssembly.Memory): void {
  memory = started;
  bytes = NONE;
}

/** What it holds at the moment: it has another buffer after growing. */
export function buffer(): ArrayBuffer {
  return memory.buffer as ArrayBuffer;
}

function view(): void {
  if (bytes.length > 0) return;
  nodeBytes = nodeBuffer?.from(buffer());
  // Last: it says that both are there, also where a full stack ended this halfway.
  bytes = new Uint8Array(buffer());
}

export function bytesAt(start: number, end?: number): Uint8Array {
  view();
  return bytes.subarray(start, end);
}

/** Text that is ASCII alone, as URLs are: Node then decodes in half the time. */
export function asciiAt(start: number, end: number): string {
  view();
  return nodeBytes ? nodeBytes.latin1Slice(start, end) : decoder.decode(bytes.subarray(start, end));
}

export function textAt(start: number, end: number): string {
  view();
  return nodeBytes ? nodeBytes.utf8Slice(start, end) : decoder.decode(bytes.subarray(start, end));
}

/** Writes text that is ASCII alone. Without its length, workerd refuses. */
export function setAscii(start: number, text: string): void {
  view();
  if (nodeBytes) nodeBytes.latin1Write(text, start, text.length);
  else encoder.encodeInto(text, bytes.subarray(start, start + text.length));
}
