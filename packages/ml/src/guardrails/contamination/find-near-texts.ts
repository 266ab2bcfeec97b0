import { mixHash } from '../../stats/index.ts';
import type { CodedColumn } from '../../table/index.ts';
import type { Copy } from './find-copies.ts';
import type { JoinedTables } from './join-tables.ts';

/** Characters of a shingle. */
const SHINGLE = 5;
/** Bins of the sketch, and bins that make up one key. */
const N_BINS = 32;
const BINS_PER_KEY = 4;
/** Share of shingles that two near copies have in common. */
const NEAR = 0.8;
/** Shortest text, in characters after folding, that tells anything. */
const SHORTEST = 25;
const MOST_COMPARED = 24;
/** Texts that are looked at, in each part. */
const MOST_TEXTS = 50_000;

/**
 * Test rows whose text nearly equals that of a training row: 80 % of their five-letter shingles in common.
 *
 * Sketches by one-permutation minwise hashing, 8 keys of 4 bins each; texts that share a key are compared in full.
 * Case, digits and punctuation do not count.
 *
 * @cost O(characters)
 * @source Broder (1997), "On the resemblance and containment of documents"; Li, Owen & Zhang (2012), "One Permutation Hashing", NeurIPS.
 */
export function findNearTexts(
  { nTrain, nTest }: JoinedTables,
  { codes, levels }: CodedColumn,
): Copy[] {
  const shinglesOf = new Map<number, Set<number>>();
  const shingles = (row: number): Set<number> => {
    const code = codes[row];
    const known = shinglesOf.get(code);
    if (known) return known;
    const made = code < 0 ? new Set<number>() : shingled(levels[code]);
    shinglesOf.set(code, made);
    return made;
  };
  const rowsOf = new Map<number, number[]>();
  for (let row = 0; row < Math.min(nTrain, MOST_TEXTS); row++) {
    for (const key of keysOf(shingles(row))) {
      const rows = rowsOf.get(key);
      if (rows && rows.length < MOST_COMPARED) rows.push(row);
      else if (!rows) rowsOf.set(key, [row]);
    }
  }
  const copies: Copy[] = [];
  for (let i = 0; i < Math.min(nTest, MOST_TEXTS); i++) {
    const own = shingles(nTrain + i);
    const near = keysOf(own)
      .flatMap((key) => rowsOf.get(key) ?? [])
      .find((row) => resemblance(own, shingles(row)) >= NEAR);
    if (near !== undefined) copies.push({ testRow: i, trainRow: near });
  }
  return copies;
}

function shingled(text: string): Set<number> {
  const folded = text
    .toLowerCase()
    .replace(/[^\p{L}]+/gu, ' ')
    .trim();
  const found = new Set<number>();
  if (folded.length < SHORTEST) return found;
  for (let i = 0; i + SHINGLE <= folded.length; i++) {
    let hash = 0;
    for (let k = 0; k < SHINGLE; k++) hash = mixHash(hash, folded.charCodeAt(i + k));
    found.add(hash >>> 0);
  }
  return found;
}

/** Keys of the smallest hash in each bin; an empty bin borrows from the next one that is not. */
function keysOf(shingles: ReadonlySet<number>): number[] {
  if (shingles.size === 0) return [];
  const smallest = new Float64Array(N_BINS).fill(Number.POSITIVE_INFINITY);
  for (const hash of shingles) {
    const bin = hash & (N_BINS - 1);
    if (hash < smallest[bin]) smallest[bin] = hash;
  }
  const filled = smallest.map((_, bin) => {
    let from = bin;
    while (smallest[from] === Number.POSITIVE_INFINITY) from = (from + 1) & (N_BINS - 1);
    return smallest[from];
  });
  return Array.from({ length: N_BINS / BINS_PER_KEY }, (_, k) => {
    let key = k;
    for (let bin = 0; bin < BINS_PER_KEY; bin++) key = mixHash(key, filled[k * BINS_PER_KEY + bin]);
    return key;
  });
}

function resemblance(a: ReadonlySet<number>, b: ReadonlySet<number>): number {
  let nBoth = 0;
  for (const one of a) if (b.has(one)) nBoth++;
  return nBoth / (a.size + b.size - nBoth);
}
