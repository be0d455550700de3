// Which of the things that were found in a paste fill the boxes.

/** The first time in a text that is written as signatures have it. */
const TIME = /\d{8}T\d{6}Z/;

/**
 * The text for each box. A log may show several tries of one call: of these the most complete one, the last of such,
 * since what is of two tries does not fit together.
 */
export function chosen(pieces) {
  const tries = new Map();
  let time;
  const timed = told(pieces).map(({ field, text }) => {
    // What tells no time is of the same try as what stands above it.
    time = TIME.exec(text)?.[0] ?? time;
    if (time) tries.set(time, (tries.get(time) ?? new Set()).add(field));
    return { field, text, time };
  });
  const [whole, fields] = [...tries].reduce(
    (best, each) => (each[1].size < best[1].size ? best : each),
    ["", new Set()],
  );
  const kept = timed.filter(({ field, time }) => time === whole || !fields.has(field));
  return Object.fromEntries(kept.map(({ field, text }) => [field, text]));
}

/** Without mentions of an error where the error is there, which tells more. */
function told(pieces) {
  const isMention = ({ field, kind }) => field === "response" && kind === "answer";
  const answers = pieces.filter(({ field }) => field === "response");
  return answers.every(isMention) ? pieces : pieces.filter((piece) => !isMention(piece));
}
