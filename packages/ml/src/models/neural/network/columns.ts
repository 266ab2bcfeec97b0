import type { Matrix } from '../../../math/index.ts';
import { quantileSorted, sortedPresent } from '../../../stats/index.ts';

/** How the columns of a matrix become inputs of the network: measured once, on the training rows. */
export interface InputColumns {
  readonly nColumns: number;
  readonly numbers: readonly NumberColumn[];
  readonly categories: readonly CategoryColumn[];
}

/** A column of numbers. */
export interface NumberColumn {
  readonly column: number;
  readonly median: number;
  /** Distance of the quartiles, or half the range where they are equal; 0 for a constant. */
  readonly spread: number;
  /** Values at equal steps of the sorted rows, without repetition, increasing. */
  readonly knots: Float64Array;
  /** Some were missing in training: an input says so. */
  readonly hasGaps: boolean;
}

/** A column of codes. */
export interface CategoryColumn {
  readonly column: number;
  /** Row of the table for a missing code, for the codes 0 to k - 1, and for unseen ones: k + 2 entries. */
  readonly rows: Int32Array;
  /** Row 0 is shared by rare, unseen and rarely missing levels. */
  readonly nRows: number;
}

/** Values at most that the quantiles of a column are taken from. */
const MAX_SORTED = 100_000;

/** Rows that a level needs for a row of its own in the table. */
const MIN_ROWS = 5;

/**
 * What the inputs need to know of the training rows.
 *
 * @param nPieces Pieces between the knots of a column of numbers, at most.
 * @cost O(n p log n)
 */
export function measureColumns(x: Matrix, nPieces: number): InputColumns {
  const numbers: NumberColumn[] = [];
  const categories: CategoryColumn[] = [];
  for (let column = 0; column < x.nColumns; column++) {
    const nLevels = x.levels?.[column] ?? 0;
    if (nLevels > 0) categories.push(measureCategory(x, column, nLevels));
    else numbers.push(measureNumber(x, column, nPieces));
  }
  return { nColumns: x.nColumns, numbers, categories };
}

function measureNumber(x: Matrix, column: number, nPieces: number): NumberColumn {
  const sorted = sortedPresent(sampleColumn(x, column));
  const hasGaps = hasGap(x, column);
  if (sorted.length === 0)
    return { column, median: 0, spread: 0, knots: new Float64Array(0), hasGaps };
  const last = sorted.length - 1;
  const quantile = (share: number): number => quantileSorted(sorted, share);
  const quartiles = quantile(0.75) - quantile(0.25);
  const spread = quartiles > 0 ? quartiles : (sorted[last] - sorted[0]) / 2;
  return {
    column,
    median: quantile(0.5),
    spread: finite(spread),
    knots: knotsOf(sorted, nPieces),
    hasGaps,
  };
}

/**
 * Values at equal steps of the sorted ones, each value counted for one step at most: a column that is mostly 0 has
 * knots among its other values.
 */
function knotsOf(sorted: Float64Array, nPieces: number): Float64Array {
  const most = Math.ceil(sorted.length / nPieces);
  const capped = sorted.filter((value, i) => i < most || value !== sorted[i - most]);
  const steps = Float64Array.from(
    { length: nPieces + 1 },
    (_, t) => capped[Math.floor(((capped.length - 1) * t) / nPieces)],
  );
  return steps.filter((knot, t) => t === 0 || knot > steps[t - 1]);
}

function finite(spread: number): number {
  return Math.min(spread, Number.MAX_VALUE);
}

function sampleColumn({ nRows, nColumns, values }: Matrix, column: number): Float64Array {
  const step = Math.ceil(nRows / MAX_SORTED);
  const sample = new Float64Array(Math.ceil(nRows / step));
  for (let i = 0; i < sample.length; i++) sample[i] = values[i * step * nColumns + column];
  return sample;
}

function hasGap({ nColumns, values }: Matrix, column: number): boolean {
  for (let at = column; at < values.length; at += nColumns)
    if (Number.isNaN(values[at])) return true;
  return false;
}

function measureCategory(x: Matrix, column: number, nLevels: number): CategoryColumn {
  const counts = new Int32Array(nLevels + 2);
  for (let at = column; at < x.values.length; at += x.nColumns)
    counts[levelPlace(x.values[at], nLevels)]++;
  let nRows = 1;
  const rows = counts.map((count) => (count >= MIN_ROWS ? nRows++ : 0));
  return { column, rows, nRows };
}

/** Place of a code in `rows`: missing first, unseen last. */
export function levelPlace(code: number, nLevels: number): number {
  return code >= 0 ? Math.min(code, nLevels) + 1 : 0;
}
