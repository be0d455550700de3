// One request, sent by a worker that ends with it.
export const SECONDS = 30;

/**
 * `{ answer, stop() }`. `answer` becomes `{ status, statusText, type, headers, bytes, isCut, milliseconds }`, or
 * `{ failure }` with the browser's own words, or `{ stopped: "by you" | "too late" | "not started" | "not allowed" }`.
 */
export function send(request) {
  const worker = new Worker(new URL("sender.js", import.meta.url), { type: "module", name: "Try it" });
  let end;
  const answer = new Promise((resolve) => {
    end = resolve;
  });
  const timer = setTimeout(() => end({ stopped: "too late" }), SECONDS * 1000);
  worker.addEventListener("message", ({ data }) => end(data));
  worker.addEventListener("error", () => end({ stopped: "not started" }));
  worker.postMessage(request);
  return {
    answer: answer.finally(() => {
      clearTimeout(timer);
      worker.terminate();
    }),
    stop: () => end({ stopped: "by you" }),
  };
}
