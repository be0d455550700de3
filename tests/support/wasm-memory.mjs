// The memory of the package's modules. To be imported before the package, which instantiates them.
const { Instance } = WebAssembly;
/** The exports of each that was started, in turn. */
export const instances = [];

WebAssembly.Instance = class extends Instance {
  constructor(...given) {
    super(...given);
    instances.push(this.exports);
  }
};

/** What the module exports that exports a function of this name. */
export function exportsOf(name) {
  const found = instances.find((exports) => name in exports);
  if (found === undefined) throw new Error(`the package was not loaded, or before this module: no ${name}`);
  return found;
}

export const memoryOf = (name) => exportsOf(name).memory;

export const signingMemory = () => memoryOf("presign");

/** How often bytes stand in a memory. */
export function occurrencesIn(memory, wanted) {
  const bytes = Buffer.from(memory.buffer);
  let count = 0;
  for (let at = bytes.indexOf(wanted); at >= 0; at = bytes.indexOf(wanted, at + 1)) count++;
  return count;
}
