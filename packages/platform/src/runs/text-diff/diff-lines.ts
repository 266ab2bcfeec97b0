/** A line of one text or of both. */
export interface DiffLine {
  readonly kind: 'same' | 'removed' | 'added';
  readonly text: string;
}

/**
 * The shortest way from one text to another in lines that go and lines that come; removed ones stand before added ones where both are.
 *
 * @param mostEdits Lines that go or come, at most.
 * @returns undefined where it takes more.
 * @source Myers (1986), "An O(ND) Difference Algorithm and Its Variations"
 * @cost O((lines + edits) · edits) time, O(edits²) memory
 */
export function diffLines(
  before: readonly string[],
  after: readonly string[],
  { mostEdits }: { readonly mostEdits: number },
): readonly DiffLine[] | undefined {
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start++;
  let end = 0;
  while (
    end < before.length - start &&
    end < after.length - start &&
    before[before.length - 1 - end] === after[after.length - 1 - end]
  )
    end++;
  const middle = diffMiddle(
    before.slice(start, before.length - end),
    after.slice(start, after.length - end),
    mostEdits,
  );
  if (middle === undefined) return undefined;
  const same = (lines: readonly string[]) =>
    lines.map((text): DiffLine => ({ kind: 'same', text }));
  return [
    ...same(before.slice(0, start)),
    ...removedFirst(middle),
    ...same(before.slice(before.length - end)),
  ];
}

/** Walks diagonals: `furthest` holds, of each, how far in `a` a way of so many edits comes. */
function diffMiddle(
  a: readonly string[],
  b: readonly string[],
  mostEdits: number,
): readonly DiffLine[] | undefined {
  const most = Math.min(mostEdits, a.length + b.length);
  const trail: Int32Array[] = [];
  let furthest = new Int32Array(2 * most + 3);
  const at = (diagonal: number) => diagonal + most + 1;
  for (let edits = 0; edits <= most; edits++) {
    trail.push(furthest.slice());
    const next = furthest.slice();
    for (let k = -edits; k <= edits; k += 2) {
      const isDown = comesDown(furthest, at, { k, edits });
      let x = isDown ? (furthest[at(k + 1)] ?? 0) : (furthest[at(k - 1)] ?? 0) + 1;
      while (x < a.length && x - k < b.length && a[x] === b[x - k]) x++;
      next[at(k)] = x;
      if (x >= a.length && x - k >= b.length) return traceBack(a, b, { trail, at });
    }
    furthest = next;
  }
  return undefined;
}

/** Whether a way to a diagonal takes a line of the second text, and does not leave out one of the first. */
function comesDown(
  furthest: Int32Array,
  at: (diagonal: number) => number,
  { k, edits }: { readonly k: number; readonly edits: number },
): boolean {
  if (k === -edits) return true;
  return k !== edits && (furthest[at(k - 1)] ?? 0) < (furthest[at(k + 1)] ?? 0);
}

function traceBack(
  a: readonly string[],
  b: readonly string[],
  {
    trail,
    at,
  }: { readonly trail: readonly Int32Array[]; readonly at: (diagonal: number) => number },
): readonly DiffLine[] {
  const lines: DiffLine[] = [];
  let x = a.length;
  let y = b.length;
  for (let edits = trail.length - 1; edits >= 0; edits--) {
    const furthest = trail[edits] ?? new Int32Array();
    const isDown = comesDown(furthest, at, { k: x - y, edits });
    const before = isDown ? x - y + 1 : x - y - 1;
    // Where the lines that stay begin: behind the edit, or at the very beginning.
    const fromX = edits === 0 ? 0 : (furthest[at(before)] ?? 0) + (isDown ? 0 : 1);
    while (x > fromX && y > 0) {
      x--;
      y--;
      lines.push({ kind: 'same', text: a[x] ?? '' });
    }
    if (edits === 0) break;
    if (isDown) lines.push({ kind: 'added', text: b[--y] ?? '' });
    else lines.push({ kind: 'removed', text: a[--x] ?? '' });
  }
  return lines.reverse();
}

/** Within a stretch without lines that stay, those that go first. */
function removedFirst(lines: readonly DiffLine[]): readonly DiffLine[] {
  const ordered: DiffLine[] = [];
  let added: DiffLine[] = [];
  for (const line of lines) {
    if (line.kind === 'added') {
      added.push(line);
      continue;
    }
    if (line.kind === 'same') {
      ordered.push(...added);
      added = [];
    }
    ordered.push(line);
  }
  return [...ordered, ...added];
}
