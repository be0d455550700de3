// The memory of the package's modules. To be imported before the package, which instantiates them.
const { Instance } = WebAssembly;
const started = [];

WebAssembly.Instance = class extends Instance {
  constructor(...given) {
    super(...given);
    started.push(this.exports);
  }
};

/** What the module exports that exports a function of this name. */
export function exportsOf(name) {
  const found = started.find((exports) => name in exports);
  if (found === undefined) throw new Error(`the package was not loaded, or before this module: no ${name}`);
  return found;
}

export const memoryOf = (name) => exportsOf(name).memory;

export const signingMemory = () => memoryOf("presign");
