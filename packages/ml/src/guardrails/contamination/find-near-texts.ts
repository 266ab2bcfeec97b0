import { mixHash } from '../../stats/index.ts';
import type { CodedColumn } from '../../table/index.ts';
import { spacedRows } from '../spaced-rows.ts';
import type { Copy } from './find-copies.ts';
import type { JoinedTables } from './join-tables.ts';

/** Characters of a shingle. */
const SHINGLE = 5;
const LAST_POWER = 31 ** SHINGLE;
/** Bins of the sketch, and bins that make up one key. */
const N_BINS = 32;
const BINS_PER_KEY = 4;
const N_KEYS = N_BINS / BINS_PER_KEY;
/** Share of shingles that two near copies have in common. */
const NEAR = 0.8;
/** Shortest text, in characters after folding, that tells anything. */
const SHORTEST = 25;
const MOST_COMPARED = 24;
/** Texts that are looked at: training rows, and evenly spaced test rows. */
const MOST_TRAIN = 50_000;
const MOST_TEST = 2_500;

/** Test rows with nearly the text of a training row, among those that were looked at. */
export interface NearTexts {
  readonly copies: readonly Copy[];
  readonly nSeen: number;
}

/**
 * Test rows whose text nearly equals that of a training row: 80 % of their five-letter shingles in common.
 *
 * Sketches by one-permutation minwise hashing, 8 keys of 4 bins each; texts that share a key are compared in full.
 * Case, digits and punctuation do not count.
 *
 * @cost O(characters) of 50 000 training and 2500 test texts at most
 * @source Broder (1997), "On the resemblance and containment of documents"; Li, Owen & Zhang (2012), "One Permutation Hashing", NeurIPS.
 */
export function findNearTexts(
  { nTrain, nTest }: JoinedTables,
  { codes, levels }: CodedColumn,
): NearTexts {
  const tested = spacedRows(nTest, MOST_TEST);
  const keys = new Int32Array(N_KEYS);
  const isSought = new Set<number>();
  for (const i of tested) {
    if (!sketch(levels[codes[nTrain + i]], keys)) continue;
    for (const key of keys) isSought.add(key);
  }
  const codesOf = new Map<number, number[]>();
  const rowOf = new Map<number, number>();
  for (let row = 0; row < Math.min(nTrain, MOST_TRAIN); row++) {
    const code = codes[row];
    if (rowOf.has(code)) continue;
    rowOf.set(code, row);
    if (!sketch(levels[code], keys)) continue;
    for (const key of keys) {
      if (!isSought.has(key)) continue;
      const known = codesOf.get(key);
      if (!known) codesOf.set(key, [code]);
      else if (known.length < MOST_COMPARED) known.push(code);
    }
  }
  const shinglesOf = new Map<number, Set<number>>();
  const shingles = (code: number): Set<number> => {
    const known = shinglesOf.get(code) ?? new Set(shingleHashes(fold(levels[code])));
    shinglesOf.set(code, known);
    return known;
  };
  const copies = [...tested].flatMap((testRow): Copy[] => {
    const code = codes[nTrain + testRow];
    if (!sketch(levels[code], keys)) return [];
    const near = [...keys]
      .flatMap((key) => codesOf.get(key) ?? [])
      .find((other) => resemblance(shingles(code), shingles(other)) >= NEAR);
    return near === undefined ? [] : [{ testRow, trainRow: rowOf.get(near) ?? 0 }];
  });
  return { copies, nSeen: tested.length };
}

const NO_LETTERS = /[^\p{L}]+/gu;
const NO_PLAIN_LETTERS = /[^a-z]+/g;
const NOT_PLAIN = /[\u0080-\uffff]/;

function fold(text: string | undefined): string {
  const low = (text ?? '').toLowerCase();
  return low.replace(NOT_PLAIN.test(low) ? NO_LETTERS : NO_PLAIN_LETTERS, ' ').trim();
}

function* shingleHashes(folded: string): Generator<number> {
  let sum = 0;
  for (let end = 0; end < folded.length; end++) {
    sum = rolled(sum, folded, end);
    if (end >= SHINGLE - 1) yield mixHash(sum, 0) >>> 0;
  }
}

/** Sum of the last five characters, weighted by powers of 31, at the next end. @source Karp & Rabin (1987), IBM J. Res. Dev. 31. */
function rolled(sum: number, text: string, end: number): number {
  const gone = end < SHINGLE ? 0 : text.charCodeAt(end - SHINGLE);
  return (Math.imul(sum, 31) + text.charCodeAt(end) - Math.imul(gone, LAST_POWER)) | 0;
}

/**
 * Writes the keys of a text: of the smallest hash in each bin; an empty bin borrows from the next one that is not.
 *
 * @returns False when there is no text, or too short a one.
 */
function sketch(text: string | undefined, keys: Int32Array): boolean {
  if (text === undefined || text.length < SHORTEST) return false;
  const folded = fold(text);
  if (folded.length < SHORTEST) return false;
  const smallest = new Float64Array(N_BINS).fill(Number.POSITIVE_INFINITY);
  let sum = 0;
  for (let end = 0; end < folded.length; end++) {
    sum = rolled(sum, folded, end);
    if (end < SHINGLE - 1) continue;
    const hash = mixHash(sum, 0) >>> 0;
    const bin = hash & (N_BINS - 1);
    if (hash < smallest[bin]) smallest[bin] = hash;
  }
  keys.fill(0);
  for (let bin = 0; bin < N_BINS; bin++) {
    let from = bin;
    while (smallest[from] === Number.POSITIVE_INFINITY) from = (from + 1) & (N_BINS - 1);
    const key = Math.floor(bin / BINS_PER_KEY);
    keys[key] = mixHash(keys[key] + key, smallest[from]);
  }
  return true;
}

function resemblance(a: ReadonlySet<number>, b: ReadonlySet<number>): number {
  let nBoth = 0;
  for (const one of a) if (b.has(one)) nBoth++;
  return nBoth / (a.size + b.size - nBoth);
}
