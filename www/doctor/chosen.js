// Which of the things that were found in a paste fill the boxes.

/** The time that a text is signed for: another, as of a backup, may stand in a key. */
const TIME = /(?:x-amz-date|-sha256|expired|current|RequestTime)\D{1,12}(\d{8}T\d{6}Z)/i;

const timeOf = (text) => TIME.exec(text)?.[1];

const KEYS = ["accessKeyId", "secretAccessKey"];
const STRINGS = ["canonicalRequest", "stringToSign"];

const dayOf = (time) => time?.slice(0, 8);

/** Of the examples in AWS's documentation, which people paste beside their own. */
const isExample = (time) => ["20110909T233600Z", "20130524T000000Z", "20150830T123600Z"].includes(time);

/**
 * The text for each box. A log may show several tries of one call: of these the most complete one, the last of such,
 * since what is of two tries does not fit together.
 */
export function chosen(pieces) {
  const tries = triesOf(told(pieces));
  const best = tries.reduce((best, each) => (best && worth(each) < worth(best) ? best : each), undefined);
  // What is of one try may have two times. The same time once more, and an example's of another day, is another request's.
  const isOther = ({ time }) => time && (time === best.time || (isExample(time) && dayOf(time) !== dayOf(best.time)));
  const besides = tries.flatMap((each) => [...each.texts].filter(([field]) => KEYS.includes(field) || !isOther(each)));
  const answers = (best?.texts.get("response") ?? []).map(unescaped);
  const filled = [...besides, ...(best?.texts ?? [])];
  return Object.fromEntries(filled.map(([field, texts]) => [field, callersOwn(field, texts, answers)]));
}

/** By time, each with all texts of a field. Behind an answer, another text of the same second is another try. */
function triesOf(pieces) {
  const tries = [];
  let time;
  let before;
  for (const { field, text } of pieces) {
    // What tells no time is of the same try as what stands above it.
    time = timeOf(text) ?? time;
    const known = tries.findLast((each) => each.time === time);
    const texts = known?.texts.get(field) ?? [];
    const isMore = texts.includes(text) || (field === "response" && before === "response");
    const isAnother = time && known?.texts.has("response") && texts.length && !isMore;
    if (known && !isAnother) known.texts.set(field, [...texts, text]);
    else tries.push({ time, texts: new Map([[field, [text]]]) });
    before = field;
  }
  return tries;
}

/** How much a try shows: an answer counts twice. */
const worth = ({ time, texts }) => (time ? texts.size + texts.has("response") - isExample(time) : 0);

/** The last text; of strings, the last that is not the service's own, which people paste below theirs. */
function callersOwn(field, texts, answers) {
  const isServices = (text) => STRINGS.includes(field) && answers.some((answer) => answer.includes(text));
  return texts.findLast((text) => !isServices(text)) ?? texts.at(-1);
}

const ESCAPED = { "\\n": "\n", '\\"': '"', "&amp;": "&", "&quot;": '"' };

/** The strings in an answer as they are: XML and JSON escape them. */
const unescaped = (answer) => answer.replace(/\\[n"]|&(?:amp|quot);/g, (each) => ESCAPED[each]);

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
