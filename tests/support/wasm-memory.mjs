// The memory of the package's signing module. To be imported before the package, which instantiates it.
const { Instance } = WebAssembly;
let memory;

WebAssembly.Instance = class extends Instance {
  constructor(...given) {
    super(...given);
    if ("presign" in this.exports) memory = this.exports.memory;
  }
};

export function signingMemory() {
  if (memory === undefined) throw new Error("the package was not loaded, or before this module");
  return memory;
}
