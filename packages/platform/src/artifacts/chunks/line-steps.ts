/** Longest stretch that is compared at once. */
const STRIDE = 4096;
const LF = 10;
/** Lines among which the next one is looked for before it is looked for everywhere. */
const N_NEAR = 32;
/** Lines in a row that were not near after which only everywhere is looked. */
const MOST_FAR = 64;

/** Lines that are searched for in the whole text before its lines are indexed. */
const MOST_SEARCHES = 8;

/** How one text comes out of another. */
export interface LineSteps {
  /** Threes: where a stretch of the old text begins, its length, and the length of what is new behind it. */
  readonly steps: readonly number[];
  /** What is new, piece by piece. */
  readonly fresh: readonly Buffer[];
}

/**
 * Walks two texts side by side; where they differ, the next line of the one is looked for in the other.
 *
 * Every stretch begins at the begin of a line in both texts. Where lines were moved, stretches may go back, and overlap.
 *
 * @param mostFresh Bytes of new text above which there is too little in common.
 * @returns undefined when there is too little in common.
 * @cost The time of comparing memory, and per difference that of looking through 32 lines; memory for all lines once
 * where lines were moved.
 */
export function findLineSteps(
  base: Uint8Array,
  target: Uint8Array,
  mostFresh: number,
): LineSteps | undefined {
  const [old, next] = [toBuffer(base), toBuffer(target)];
  const steps: number[] = [];
  const fresh: Buffer[] = [];
  let nFresh = 0;
  let nFar = 0;
  const everywhere = createSearch(old);
  let i = 0;
  let j = 0;
  while (i < next.length) {
    const copied = equalBytes(old, j, next, i);
    const from = j;
    i += copied;
    j += copied;
    const start = i;
    i = lineEnd(next, i);
    const place = lineEnd(old, j);
    const near = createOnce(() => indexLines(old, place, N_NEAR));
    let found: number | undefined;
    for (let k = 0; i < next.length; k++) {
      if (k === 0) found = sameLine(old, place, next, i);
      if (found === undefined && k < N_NEAR && nFar < MOST_FAR) {
        found = near().get(lineAt(next, i));
        if (found !== undefined) nFar = 0;
      } else if (found === undefined) {
        found = everywhere(next.subarray(i, lineEnd(next, i)));
        if (found !== undefined) nFar++;
      }
      if (found !== undefined) break;
      i = lineEnd(next, i);
    }
    nFresh += i - start;
    if (nFresh > mostFresh) return undefined;
    fresh.push(next.subarray(start, i));
    steps.push(from, copied, i - start);
    j = found ?? old.length;
  }
  return { steps, fresh };
}

function toBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
}

/** Length of what two texts have in common from two places on. */
function equalBytes(a: Buffer, aStart: number, b: Buffer, bStart: number): number {
  const most = Math.min(a.length - aStart, b.length - bStart);
  let n = 0;
  for (let size = STRIDE; n + size <= most; n += size)
    if (a.compare(b, bStart + n, bStart + n + size, aStart + n, aStart + n + size) !== 0) break;
  while (n < most && a[aStart + n] === b[bStart + n]) n++;
  return n;
}

function lineEnd(text: Buffer, at: number): number {
  const end = text.indexOf(LF, at);
  return end < 0 ? text.length : end + 1;
}

function lineAt(text: Buffer, at: number): string {
  return text.toString('latin1', at, lineEnd(text, at));
}

/** A line of the old text from which the new one goes on: the next line, or the one after. */
function sameLine(old: Buffer, at: number, next: Buffer, i: number): number | undefined {
  const line = lineAt(next, i);
  let place = at;
  for (let k = 0; k < 2 && place < old.length; k++) {
    if (lineAt(old, place) === line) return place;
    place = lineEnd(old, place);
  }
  return undefined;
}

/** Where lines first stand, from a place on. */
function indexLines(text: Buffer, start: number, most: number): ReadonlyMap<string, number> {
  const index = new Map<string, number>();
  for (let at = start, k = 0; at < text.length && k < most; k++) {
    const end = lineEnd(text, at);
    const line = text.toString('latin1', at, end);
    if (!index.has(line)) index.set(line, at);
    at = end;
  }
  return index;
}

/** Finds the first place of a line: by search at first, in an index of all lines when many are looked for. */
function createSearch(text: Buffer): (line: Buffer) => number | undefined {
  const index = createOnce(() => indexLines(text, 0, Number.POSITIVE_INFINITY));
  let nSearches = 0;
  return (line) => {
    if (nSearches++ >= MOST_SEARCHES) return index().get(line.toString('latin1'));
    for (let at = text.indexOf(line); at >= 0; at = text.indexOf(line, at + 1))
      if (at === 0 || text[at - 1] === LF) return at;
    return undefined;
  };
}

function createOnce<Value>(make: () => Value): () => Value {
  let value: Value | undefined;
  return () => {
    value ??= make();
    return value;
  };
}
