import { isIterable } from "./options.js";
import { FLAG, type Settings } from "./pack.js";
import { refusal, show } from "./refusals.js";
import { tag } from "./tag.js";

/** A body that has been hashed already, because reading it takes time. Never leaves the package. */
export class KnownHash {
  constructor(readonly sha256: string) {}
}

/** A body as it crosses to wasm: its bytes or text, or its hash, or the mere fact that it is there. */
export interface PackedBody {
  inline: string | Uint8Array | undefined;
  /** Of the body, or the caller's own; "" for neither. */
  sha256: string;
  flags: number;
}

/** `hash` answers the SHA-256 of a body that had better not be copied, undefined for the others. */
export function packBody(
  body: unknown,
  settings: Settings,
  hash: (body: string | Uint8Array) => string | undefined,
): PackedBody {
  const { sha256 } = settings;
  if (body === undefined || body === null) return { inline: undefined, sha256, flags: 0 };
  if (body instanceof KnownHash) return { inline: undefined, sha256: body.sha256, flags: FLAG.bodyGiven };
  if (typeof body !== "object" && typeof body !== "string") throw refusal("BODY_INVALID", show(body));
  const inline = settings.hashesBody ? readable(body) : undefined;
  if (inline === undefined) return { inline, sha256, flags: FLAG.bodyGiven | FLAG.bodyUnread };
  const known = hash(inline);
  if (known === undefined) return { inline, sha256, flags: FLAG.bodyGiven };
  return { inline: undefined, sha256: known, flags: FLAG.bodyGiven };
}

/** The text or bytes of a body; undefined when only time would bring them. */
export function readable(body: unknown): string | Uint8Array | undefined {
  if (typeof body === "string") return body;
  const kind = tag(body);
  try {
    if (ArrayBuffer.isView(body)) return bytesOf(body);
    if (kind === "ArrayBuffer" || kind === "SharedArrayBuffer") return new Uint8Array(body as ArrayBuffer);
    if (kind === "URLSearchParams") return String(body);
  } catch {
    throw refusal("BODY_INVALID", kind === "URLSearchParams" ? "a Proxy" : "a detached buffer");
  }
  if (isAsynchronous(body)) return undefined;
  throw refusal("BODY_INVALID", show(body));
}

function bytesOf(view: ArrayBufferView): Uint8Array {
  // A typed array that is no longer within its buffer says that it is empty; this throws.
  if (view.byteLength === 0 && "keys" in view) (view as Uint8Array).keys();
  return new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
}

const ASYNCHRONOUS = new Set(["ReadableStream", "Blob", "File", "Request", "Response", "Promise"]);

function isAsynchronous(body: unknown): boolean {
  if (typeof body !== "object" || body === null) return false;
  const kind = tag(body);
  // That of the form-data package has no entries.
  return (kind === "FormData" ? isIterable(body) : ASYNCHRONOUS.has(kind)) || Symbol.asyncIterator in body;
}
