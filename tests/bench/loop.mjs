// The loop around an operation, for some works with 0, 1, 2, … Each signer imports it anew, by a query string of its own,
// so that what the engine learns of one signer's calls is not the other's.

/** Runs the operation a number of times; awaits each only where it answers a promise. Answers how much text came out. */
export function loopOf(operation, takesIndex) {
  const call = takesIndex ? operation : () => operation();
  if (call(0) instanceof Promise) {
    return async (times) => {
      let length = 0;
      for (let i = 0; i < times; i++) length += (await call(i)).length;
      return length;
    };
  }
  return (times) => {
    let length = 0;
    for (let i = 0; i < times; i++) length += call(i).length;
    return length;
  };
}
