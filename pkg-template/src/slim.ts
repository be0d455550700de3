import { SigV4Error } from "./errors.js";
import { isStarted, start } from "./instance.js";
import { tag } from "./tag.js";

/** Where the module comes from: its URL, a Response, its bytes, or the compiled `WebAssembly.Module`. */
export type ModuleSource = string | URL | Request | Response | ArrayBuffer | ArrayBufferView | object;

interface Files {
  readFile(url: URL): Promise<Uint8Array>;
}
/** Node has `getBuiltinModule` from 20.16 and 22.3 on. */
const { process } = globalThis as { process?: { getBuiltinModule?(name: string): Files | undefined } };

/**
 * Loads `sigv4-wasm/sigv4.wasm`; a Response of type application/wasm is compiled while it streams in. Once is enough; later
 * calls change nothing. Rejects with `OPTION_INVALID` for what is not that module, and can then be called again.
 */
export async function init(source: ModuleSource | Promise<ModuleSource>): Promise<void> {
  try {
    const given = await source;
    if (!isStarted()) load(await compiled(given));
  } catch (cause) {
    if (!isStarted()) throw refused(cause);
  }
}

/** The same at once, from bytes or a compiled module. Throws `OPTION_INVALID` alike. */
export function initSync(source: ArrayBuffer | ArrayBufferView | object): void {
  if (isStarted()) return;
  try {
    load(isModule(source) ? source : new WebAssembly.Module(bytesOf(source)));
  } catch (cause) {
    throw refused(cause);
  }
}

function isModule(source: ModuleSource): source is WebAssembly.Module {
  return tag(source) === "WebAssembly.Module";
}

/** V8 takes no DataView; what is no buffer, no engine takes. */
function bytesOf(source: unknown): BufferSource {
  if (!ArrayBuffer.isView(source)) return source as ArrayBuffer;
  return new Uint8Array(source.buffer as ArrayBuffer, source.byteOffset, source.byteLength);
}

async function compiled(source: ModuleSource): Promise<WebAssembly.Module> {
  // Edge runtimes compile the module in another realm.
  if (isModule(source)) return source;
  const isPlace = typeof source === "string" || tag(source) === "URL" || tag(source) === "Request";
  const given = isPlace ? await loaded(source as string | URL | Request) : source;
  if (tag(given) !== "Response") return WebAssembly.compile(bytesOf(given));
  const response = given as Response;
  if (!response.ok) throw new Error(`the server answered ${response.status}`);
  // Only of this type does it compile while it streams in.
  const isWasm = response.headers.get("content-type") === "application/wasm";
  if (isWasm && "compileStreaming" in WebAssembly) return WebAssembly.compileStreaming(response);
  return WebAssembly.compile(await response.arrayBuffer());
}

/** Node fetches no `file:` URL, but reads it. */
async function loaded(place: string | URL | Request): Promise<unknown> {
  const isFile = tag(place) !== "Request" && /^file:/i.test(String(place));
  const files = isFile ? process?.getBuiltinModule?.("node:fs/promises") : undefined;
  return files ? files.readFile(new URL(place as string | URL)) : fetch(place);
}

/** Another module would be started for good. */
function load(module: WebAssembly.Module): void {
  const names = WebAssembly.Module.exports(module).map(({ name }) => name);
  if (!names.includes("presignMany")) throw new Error("it is another module");
  start(module);
}

function refused(cause: unknown): SigV4Error {
  const message = cause instanceof Error ? cause.message : String(cause);
  return new SigV4Error("OPTION_INVALID", `sigv4-wasm/sigv4.wasm cannot be loaded from what was given: ${message}`, {
    cause,
  });
}

export * from "./api.js";
