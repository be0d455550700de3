/**
 * A module that an edge runtime compiled in another realm, as one of this realm: the generated loader
 * asks with `instanceof`, which looks at the prototype alone.
 */
export function ofThisRealm(module: WebAssembly.Module): WebAssembly.Module {
  if (!(module instanceof WebAssembly.Module)) Object.setPrototypeOf(module, WebAssembly.Module.prototype);
  return module;
}
