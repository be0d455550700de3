/**
 * What makes calls of a module. One that is ended from without, as by a full stack, leaves the module in the middle of
 * something: before the next one it is renewed. What wasm refuses it throws as text.
 */
export function callsOf(renew: () => void): <T>(call: () => T) => T {
  let isReady = true;
  return (call) => {
    if (!isReady) renew();
    isReady = false;
    try {
      const answer = call();
      isReady = true;
      return answer;
    } catch (thrown) {
      isReady = typeof thrown === "string";
      throw thrown;
    }
  };
}
