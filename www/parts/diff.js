// Text comparison, by characters and by lines. Knows nothing about what the texts mean.

/** Above this many cells the table of common subsequences is not worth its time. */
const CELL_LIMIT = 250_000;

/** So few characters are told one by one, whatever they have in common. */
const FEW = 5;
/** A piece of a long text by which its place in the other is found. */
const PIECE = 32;

/**
 * The longest common subsequence of two lists as steps in order:
 * `[both]` pairs are `{ a, b }`, what only one side has is `{ a }` or `{ b }`.
 * What is between the common start and the common end and has less than the share `least` in common has it by chance.
 */
function align(a, b, least = 0) {
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start += 1;
  let endA = a.length;
  let endB = b.length;
  while (endA > start && endB > start && a[endA - 1] === b[endB - 1]) {
    endA -= 1;
    endB -= 1;
  }
  const both = (item) => ({ a: item, b: item });
  return [
    ...a.slice(0, start).map(both),
    ...alignMiddle(a.slice(start, endA), b.slice(start, endB), least),
    ...a.slice(endA).map(both),
  ];
}

function alignMiddle(a, b, least) {
  if (!a.length || !b.length) return apart(a, b);
  const steps = a.length * b.length > CELL_LIMIT ? alignLong(a, b) : alignShort(a, b);
  const shorter = Math.min(a.length, b.length);
  const common = steps.filter((step) => step.a === step.b).length;
  return shorter > FEW && common < least * shorter ? apart(a, b) : steps;
}

const apart = (a, b) => [...a.map((item) => ({ a: item })), ...b.map((item) => ({ b: item }))];

/** Not the longest: item by item where both are as long, else on both sides of a piece that the other has once. */
function alignLong(a, b) {
  if (a.length === b.length && a.filter((item, index) => item !== b[index]).length < a.length / 10) {
    return a.flatMap((item, index) => (item === b[index] ? [{ a: item, b: item }] : [{ a: item }, { b: b[index] }]));
  }
  for (const share of [2, 4, 4 / 3]) {
    const at = Math.floor(a.length / share);
    const isThere = (place) => a.slice(at, at + PIECE).every((item, index) => item === b[place + index]);
    const [there, another] = a.length - at > PIECE ? [...b.keys()].filter(isThere) : [];
    if (there > 0 && another === undefined) {
      return [...align(a.slice(0, at), b.slice(0, there)), ...align(a.slice(at), b.slice(there))];
    }
  }
  return apart(a, b);
}

function alignShort(a, b) {
  const width = b.length + 1;
  const common = new Uint16Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      common[i * width + j] =
        a[i] === b[j]
          ? common[(i + 1) * width + j + 1] + 1
          : Math.max(common[(i + 1) * width + j], common[i * width + j + 1]);
    }
  }
  const steps = [];
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) steps.push({ a: a[i++], b: b[j++] });
    else if (j >= b.length || (i < a.length && common[(i + 1) * width + j] >= common[i * width + j + 1]))
      steps.push({ a: a[i++] });
    else steps.push({ b: b[j++] });
  }
  return steps;
}

/** Two texts as runs `{ text, differs }`, one list for each side; `least` as in `align`. */
export function diffCharacters(a, b, { least } = {}) {
  const left = [];
  const right = [];
  const add = (runs, text, differs) => {
    const last = runs.at(-1);
    if (last && last.differs === differs) last.text += text;
    else runs.push({ text, differs });
  };
  for (const step of align([...a], [...b], least)) {
    const differs = step.a !== step.b;
    if (step.a !== undefined) add(left, step.a, differs);
    if (step.b !== undefined) add(right, step.b, differs);
  }
  return { left, right };
}

/**
 * Two texts line by line: `{ a, b, lineA, lineB, same }` with line numbers from 1; a side that lacks the line
 * has neither. A line that was changed stands in one row with what it became.
 */
export function diffLines(a, b) {
  const rows = [];
  let lineA = 0;
  let lineB = 0;
  let waiting = [];
  const flush = () => {
    const removed = waiting.filter((step) => step.a !== undefined);
    const added = waiting.filter((step) => step.b !== undefined);
    for (let i = 0; i < Math.max(removed.length, added.length); i += 1) {
      const row = { same: false };
      if (removed[i]) Object.assign(row, { a: removed[i].a, lineA: ++lineA });
      if (added[i]) Object.assign(row, { b: added[i].b, lineB: ++lineB });
      rows.push(row);
    }
    waiting = [];
  };
  for (const step of align(a.split("\n"), b.split("\n"))) {
    if (step.a === undefined || step.b === undefined) {
      waiting.push(step);
    } else {
      flush();
      rows.push({ a: step.a, b: step.b, lineA: ++lineA, lineB: ++lineB, same: true });
    }
  }
  flush();
  return rows;
}
