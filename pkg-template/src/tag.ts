/** What an object calls itself, which holds across realms where `instanceof` does not. */
export function tag(value: unknown): string {
  return Object.prototype.toString.call(value).slice("[object ".length, -1);
}
