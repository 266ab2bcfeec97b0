import type { HistogramCounts, NumberStatistics } from '@kaizenml/contracts';
import { N_WIDE, QUANTILE_SHARES, TENTHS } from './shares.ts';

/** Different finite numbers, increasing, without -0, and in how many rows each occurs. */
export interface CountedNumbers {
  readonly values: Float64Array;
  readonly counts: Float64Array;
}

/** Rows whose number is not finite. */
export interface NotFinite {
  readonly nNaN: number;
  readonly nPositive: number;
  readonly nNegative: number;
}

export const ALL_FINITE: NotFinite = { nNaN: 0, nPositive: 0, nNegative: 0 };

/** Counts the values that are not NaN. @param values Any order; a copy is sorted. @cost O(n log n) */
export function countNumbers(values: Float64Array): CountedNumbers {
  const sorted = values.slice().sort();
  const distinct = new Float64Array(sorted.length);
  const counts = new Float64Array(sorted.length);
  let n = 0;
  for (let i = 0; i < sorted.length && !Number.isNaN(sorted[i]); i++) {
    if (n > 0 && distinct[n - 1] === sorted[i]) counts[n - 1]++;
    else {
      distinct[n] = sorted[i] + 0;
      counts[n++] = 1;
    }
  }
  return { values: distinct.slice(0, n), counts: counts.slice(0, n) };
}

/** Rows up to and with each value. */
function runningTotals(counts: Float64Array): Float64Array {
  const totals = new Float64Array(counts.length);
  let total = 0;
  for (let i = 0; i < counts.length; i++) totals[i] = total += counts[i];
  return totals;
}

/** Position of the first entry that is above a limit; the length where none is. */
function firstAbove(increasing: ArrayLike<number>, limit: number): number {
  let [low, high] = [0, increasing.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (increasing[middle] > limit) high = middle;
    else low = middle + 1;
  }
  return low;
}

/**
 * Quantile by linear interpolation between order statistics (type 7), from the order statistics alone.
 *
 * @param orderStatistic The value at a rank from 0 to n - 1.
 * @source Hyndman & Fan (1996), "Sample Quantiles in Statistical Packages", American Statistician 50, type 7.
 */
export function quantileOfRanks(
  orderStatistic: (rank: number) => number,
  n: number,
  share: number,
): number {
  const place = (n - 1) * share;
  const below = Math.floor(place);
  const [low, high] = [orderStatistic(below), orderStatistic(Math.min(below + 1, n - 1))];
  const part = place - below;
  return part < 0.5 ? low + (high - low) * part : high - (high - low) * (1 - part);
}

/** Everything about numbers, exactly. @cost O(different values) */
export function countedNumberStatistics(
  { values, counts }: CountedNumbers,
  { nNaN, nPositive, nNegative }: NotFinite = ALL_FINITE,
): NumberStatistics {
  const totals = runningTotals(counts);
  const n = totals.at(-1) ?? 0;
  const at = (rank: number): number => values[firstAbove(totals, rank)];
  const quantile = (share: number): number => quantileOfRanks(at, n, share);
  const zero = values.indexOf(0);
  const below = firstAbove(values, -Number.MIN_VALUE);
  const rowsBelow = (edge: number): number => {
    const i = firstAtLeast(values, edge);
    return i === 0 ? 0 : totals[i - 1];
  };
  return {
    isInteger: n > 0 && values.every(Number.isInteger),
    min: n === 0 ? null : values[0],
    max: n === 0 ? null : values[values.length - 1],
    ...countedMoments(values, counts, n),
    nZeros: zero < 0 ? 0 : counts[zero],
    nNegative: (below === 0 ? 0 : totals[below - 1]) + nNegative,
    nNaN,
    nInfinite: nPositive + nNegative,
    quantiles: n === 0 ? [] : QUANTILE_SHARES.map((share) => ({ share, value: quantile(share) })),
    rankError: 0,
    equalWidth: n === 0 ? null : equalWidthBins(values[0], values[values.length - 1], n, rowsBelow),
    equalCount: n === 0 ? null : equalCountBins(TENTHS.map(quantile), n, rowsBelow),
  };
}

function firstAtLeast(increasing: ArrayLike<number>, limit: number): number {
  let [low, high] = [0, increasing.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (increasing[middle] >= limit) high = middle;
    else low = middle + 1;
  }
  return low;
}

/**
 * Mean and sample standard deviation in two passes; the second corrects the rounding of the first.
 *
 * @source Chan, Golub & LeVeque (1983), "Algorithms for Computing the Sample Variance", American Statistician 37.
 */
function countedMoments(
  values: Float64Array,
  counts: Float64Array,
  n: number,
): Pick<NumberStatistics, 'mean' | 'sd'> {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i] * counts[i];
  const mean = sum / n;
  let [drift, squares] = [0, 0];
  for (let i = 0; i < values.length; i++) {
    const d = values[i] - mean;
    drift += d * counts[i];
    squares += d * d * counts[i];
  }
  const sd = n < 2 ? Number.NaN : Math.sqrt(Math.max(0, (squares - (drift * drift) / n) / (n - 1)));
  const corrected = mean + drift / n;
  return {
    mean: Number.isFinite(corrected) ? corrected : null,
    sd: Number.isFinite(sd) ? sd : null,
  };
}

/** Edges of bins of equal width; two equal ones when all values are. Null when the range is infinite. */
export function equalWidthEdges(min: number, max: number): number[] | null {
  if (!Number.isFinite(max - min)) return null;
  if (min === max) return [min, max];
  const width = (max - min) / N_WIDE;
  return Array.from({ length: N_WIDE + 1 }, (_, k) => (k === N_WIDE ? max : min + k * width));
}

function equalWidthBins(
  min: number,
  max: number,
  n: number,
  rowsBelow: (edge: number) => number,
): HistogramCounts | null {
  const edges = equalWidthEdges(min, max);
  return edges && binsBetween(edges, n, rowsBelow);
}

/** Bins between the tenths of n rows; fewer where tenths are equal. @param tenths Eleven, increasing. */
export function equalCountBins(
  tenths: readonly number[],
  n: number,
  rowsBelow: (edge: number) => number,
): HistogramCounts {
  const edges = tenths.filter((edge, i) => i === 0 || edge > tenths[i - 1]);
  return binsBetween(edges.length === 1 ? [edges[0], edges[0]] : edges, n, rowsBelow);
}

function binsBetween(
  edges: readonly number[],
  n: number,
  rowsBelow: (edge: number) => number,
): HistogramCounts {
  const below = edges.map((edge, k) =>
    k === 0 ? 0 : k === edges.length - 1 ? n : rowsBelow(edge),
  );
  return { edges, counts: below.slice(1).map((rows, k) => rows - below[k]), error: 0 };
}
