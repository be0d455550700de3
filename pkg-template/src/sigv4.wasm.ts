// Its declarations are those of `sigv4-wasm/sigv4.wasm`, which is the file itself.
/** What the runtime or the bundler makes of the file: a `WebAssembly.Module`, for `initSync`, or its place, for `init`. */
// biome-ignore lint/suspicious/noExplicitAny: each makes something else of it
declare const module: any;

export default module;
