import { ofThisRealm } from "./foreign.js";
import initialize from "./generated/sigv4.js";
import { attach } from "./memory.js";
import { start } from "./module.js";
import { tag } from "./pack.js";

/** Where the module comes from: its URL, a Response, its bytes, or the compiled `WebAssembly.Module`. */
export type ModuleSource = string | URL | Request | Response | ArrayBuffer | ArrayBufferView | object;

/** Loads `sigv4-wasm/sigv4.wasm`; a Response is compiled while it streams in. Once is enough; later calls change nothing. */
export async function init(source: ModuleSource | Promise<ModuleSource>): Promise<void> {
  const { memory } = await initialize({ module_or_path: loadable(await source) });
  attach(memory);
}

/** The same at once, from bytes or a compiled module. */
export function initSync(source: ArrayBuffer | ArrayBufferView | object): void {
  start(loadable(source));
}

/** Edge runtimes compile the module in another realm. */
function loadable(source: ModuleSource): WebAssembly.Module {
  const module = source as WebAssembly.Module;
  return tag(module) === "WebAssembly.Module" ? ofThisRealm(module) : module;
}

export * from "./api.js";
