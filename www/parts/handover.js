// Evidence on its way from the Sign view to the Doctor. It goes through memory and no address, since addresses are kept and shared.
let waiting;

export function handOver(evidence) {
  waiting = evidence;
  location.hash = "doctor";
}

/** What was handed over since the last call, or undefined. */
export function takeOver() {
  const evidence = waiting;
  waiting = undefined;
  return evidence;
}
