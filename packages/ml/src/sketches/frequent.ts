import type { FrequentValue } from '@kaizenml/contracts';
import {
  clearIndex,
  emptyIndex,
  type HashIndex,
  indexOf,
  orderByHash,
  takeHashes,
} from './parts/hash-index.ts';
import type { Hashes } from './parts/hashes.ts';
import { assertStored } from './parts/sketch-invalid.ts';
import { thresholdOf } from './parts/threshold-of.ts';

/** Up to so many different values are all counted. */
export const MAX_COUNTED = 4096;

/** Of a longer text this many UTF-16 units are kept to show; its hash is of all of it. */
const MAX_SHOWN = 256;

/**
 * How often values occur. Exact up to `MAX_COUNTED` different ones; beyond, the frequent ones remain.
 *
 * When there are too many, every count is lowered by the same number and what falls to 0 is dropped. A value occurs at
 * least `counts` times and at most `counts + lowered`, and `lowered` is at most 1/2048 of all rows, for any order of adding and
 * merging.
 *
 * @source Misra & Gries (1982), "Finding repeated elements"; lowered by the middle count as in Anderson et al. (2017),
 * "A High-Performance Algorithm for Identifying Frequent Items in Data Streams"; merged as in Agarwal et al. (2013),
 * "Mergeable Summaries".
 */
export interface FrequentSketch {
  readonly index: HashIndex;
  counts: Float64Array;
  /** Value of entry i, where values are numbers. */
  numbers: Float64Array;
  /** Value of entry i, where values are texts. */
  texts: string[];
  lowered: number;
}

/** What is kept of it, in the order of the hashes. */
export interface FrequentState extends Hashes {
  readonly counts: Float64Array;
  readonly numbers: Float64Array;
  readonly texts: readonly string[];
  readonly lowered: number;
}

export function emptyFrequent(): FrequentSketch {
  const index = emptyIndex();
  const room = index.high.length;
  return {
    index,
    counts: new Float64Array(room),
    numbers: new Float64Array(room),
    texts: [],
    lowered: 0,
  };
}

/** Adds the first n values, one row each, in place. @param hashes Of the values. @cost O(n) */
export function addFrequentNumbers(
  sketch: FrequentSketch,
  values: Float64Array,
  hashes: Hashes,
  n: number,
): void {
  for (let i = 0; i < n; i++) addNumber(sketch, hashes.high[i], hashes.low[i], values[i], 1);
}

/** Adds a text that occurs in `count` rows, in place. */
export function addFrequentText(
  sketch: FrequentSketch,
  text: string,
  [high, low]: readonly [high: number, low: number],
  count: number,
): void {
  const entry = countHash(sketch, high, low, count);
  if (entry === undefined) return;
  sketch.texts[entry] =
    text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN).toWellFormed()}…` : text;
  lowerIfFull(sketch);
}

function addNumber(
  sketch: FrequentSketch,
  high: number,
  low: number,
  value: number,
  count: number,
): void {
  const entry = countHash(sketch, high, low, count);
  if (entry === undefined) return;
  sketch.numbers[entry] = value;
  lowerIfFull(sketch);
}

/** Counts a value. @returns The entry that awaits the value itself where it is a new one. */
function countHash(
  sketch: FrequentSketch,
  high: number,
  low: number,
  count: number,
): number | undefined {
  const { index } = sketch;
  const before = index.size;
  const entry = indexOf(index, high, low);
  if (entry < before) {
    sketch.counts[entry] += count;
    return undefined;
  }
  makeRoom(sketch);
  sketch.counts[entry] = count;
  return entry;
}

function lowerIfFull(sketch: FrequentSketch): void {
  if (sketch.index.size > MAX_COUNTED) lower(sketch);
}

function makeRoom(sketch: FrequentSketch): void {
  const room = sketch.index.high.length;
  if (sketch.counts.length === room) return;
  const { counts, numbers } = sketch;
  sketch.counts = new Float64Array(room);
  sketch.counts.set(counts);
  sketch.numbers = new Float64Array(room);
  sketch.numbers.set(numbers);
}

/** At least half of the entries fall to 0, and every other one above gives up as much. */
function lower(sketch: FrequentSketch): void {
  const { index, counts, numbers, texts } = sketch;
  const { size, high, low } = index;
  const threshold = thresholdOf(counts.subarray(0, size), MAX_COUNTED / 2);
  clearIndex(index);
  for (let i = 0; i < size; i++) {
    if (counts[i] <= threshold) continue;
    const entry = indexOf(index, high[i], low[i]);
    counts[entry] = counts[i] - threshold;
    numbers[entry] = numbers[i];
    if (texts.length > 0) texts[entry] = texts[i];
  }
  texts.length = Math.min(texts.length, index.size);
  sketch.lowered += threshold;
}

/** Both together; the two stay as they are. Exact counts are the same in any order. */
export function mergeFrequent(a: FrequentSketch, b: FrequentSketch): FrequentSketch {
  const merged = emptyFrequent();
  for (const { index, counts, numbers, texts, lowered } of [a, b]) {
    merged.lowered += lowered;
    for (let i = 0; i < index.size; i++) {
      if (texts.length === 0) addNumber(merged, index.high[i], index.low[i], numbers[i], counts[i]);
      else addFrequentText(merged, texts[i], [index.high[i], index.low[i]], counts[i]);
    }
  }
  return merged;
}

/**
 * The most frequent values, the most frequent first, equal ones by value.
 *
 * Only values that certainly occur more often than any value that was dropped. Their counts are upper bounds that are
 * too high by at most `error`.
 *
 * @param show How a number is written. Default as JavaScript does.
 */
export function topValues(
  { index, counts, numbers, texts, lowered }: FrequentSketch,
  limit: number,
  show: (value: number) => string = String,
): FrequentValue[] {
  const isText = texts.length > 0;
  const byValue = (i: number, j: number): number =>
    isText ? compareTexts(texts[i], texts[j]) : numbers[i] - numbers[j];
  return Array.from({ length: index.size }, (_, i) => i)
    .filter((i) => counts[i] > lowered)
    .sort((i, j) => counts[j] - counts[i] || byValue(i, j) || index.high[i] - index.high[j])
    .slice(0, limit)
    .map((i) => ({
      value: isText ? texts[i] : show(numbers[i]),
      count: counts[i] + lowered,
      error: lowered,
    }));
}

/** Values that are still counted, in no order, and the rows that each has at least. Exact while `lowered` is 0. */
export interface CountedValues {
  /** Where values are numbers; else empty. */
  readonly numbers: Float64Array;
  /** Where values are texts; else empty. */
  readonly texts: readonly string[];
  readonly counts: Float64Array;
}

/** The values of a sketch and their rows. */
export function countedValues({ index, counts, numbers, texts }: FrequentSketch): CountedValues {
  const isText = texts.length > 0;
  return {
    numbers: isText ? new Float64Array() : numbers.slice(0, index.size),
    texts: texts.slice(0, index.size),
    counts: counts.slice(0, index.size),
  };
}

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

export function frequentToState(sketch: FrequentSketch): FrequentState {
  const order = orderByHash(sketch.index);
  const { counts, numbers, texts, lowered } = sketch;
  const isText = texts.length > 0;
  return {
    ...takeHashes(sketch.index, order),
    counts: Float64Array.from(order, (i) => counts[i]),
    numbers: isText ? new Float64Array() : Float64Array.from(order, (i) => numbers[i]),
    texts: isText ? order.map((i) => texts[i]) : [],
    lowered,
  };
}

/** @throws ARGUMENT_INVALID when the state is not one that a sketch gives. */
export function frequentFromState(state: FrequentState): FrequentSketch {
  const { high, low, counts, numbers, texts, lowered } = state;
  const n = counts.length;
  assertStored(n <= MAX_COUNTED, 'counts', `have at most ${MAX_COUNTED} numbers`, n);
  assertStored(high.length === n && low.length === n, 'high', `have ${n} hashes`, high.length);
  assertStored(
    texts.length === n || (texts.length === 0 && numbers.length === n),
    'texts',
    `have ${n} values`,
    texts.length,
  );
  assertStored(lowered >= 0, 'lowered', 'be at least 0', lowered);
  const sketch = emptyFrequent();
  for (let i = 0; i < n; i++) {
    if (texts.length === 0) addNumber(sketch, high[i], low[i], numbers[i], counts[i]);
    else addFrequentText(sketch, texts[i], [high[i], low[i]], counts[i]);
  }
  return Object.assign(sketch, { lowered });
}
