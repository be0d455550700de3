// Which of the things that were found in a paste fill the boxes.

/** The time that a text is signed for: another, as of a backup, may stand in a key. */
const TIME = /(?:x-amz-date|-sha256|expired|current|RequestTime)\D{1,12}(\d{8}T\d{6}Z)/i;

const timeOf = (text) => TIME.exec(text)?.[1];

/**
 * The text for each box. A log may show several tries of one call: of these the most complete one, the last of such,
 * since what is of two tries does not fit together.
 */
export function chosen(pieces) {
  const tries = new Map();
  let time;
  const timed = told(pieces).map(({ field, text }) => {
    // What tells no time is of the same try as what stands above it.
    time = timeOf(text) ?? time;
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

/**
 * Of the texts that the boxes hold those of another try than what was `taken`, each with its field. What tells no time may be
 * of both.
 */
export function ofAnotherTry(held, taken) {
  const times = Object.values(taken).map(timeOf).filter(Boolean);
  const isOther = (text) => timeOf(text) && !times.includes(timeOf(text));
  if (!times.length || !Object.values(held).some(isOther)) return [];
  // A signature is of one time, which it does not tell.
  return Object.entries(held).filter(
    ([field, text]) => !(field in taken) && (isOther(text) || (text && field === "signature")),
  );
}

/** Without mentions of an error where the error is there, which tells more. */
function told(pieces) {
  const isMention = ({ field, kind }) => field === "response" && kind === "answer";
  const answers = pieces.filter(({ field }) => field === "response");
  return answers.every(isMention) ? pieces : pieces.filter((piece) => !isMention(piece));
}
