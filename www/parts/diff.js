// Text comparison, by characters and by lines. Knows nothing about what the texts mean.

/** Above this many cells the table of common subsequences is not worth its time. */
const CELL_LIMIT = 250_000;

/**
 * The longest common subsequence of two lists as steps in order:
 * `[both]` pairs are `{ a, b }`, what only one side has is `{ a }` or `{ b }`.
 */
function align(a, b) {
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
    ...alignMiddle(a.slice(start, endA), b.slice(start, endB)),
    ...a.slice(endA).map(both),
  ];
}

function alignMiddle(a, b) {
  const onlyA = a.map((item) => ({ a: item }));
  const onlyB = b.map((item) => ({ b: item }));
  if (!a.length || !b.length || a.length * b.length > CELL_LIMIT) return [...onlyA, ...onlyB];

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

/** Two texts as runs `{ text, differs }`, one list for each side. */
export function diffCharacters(a, b) {
  const left = [];
  const right = [];
  const add = (runs, text, differs) => {
    const last = runs.at(-1);
    if (last && last.differs === differs) last.text += text;
    else runs.push({ text, differs });
  };
  for (const step of align([...a], [...b])) {
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
