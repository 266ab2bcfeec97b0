import type { Target } from '../../models/index.ts';
import { binAmong, quantileCuts } from '../../stats/index.ts';
import { type Column, isNumeric } from '../../table/index.ts';
import { type Outcome, outcomesOf } from '../transformers/level-means/index.ts';

/** Rows in two halves, each of which judges what the other has learned. */
export interface Halves {
  /** 0 or 1 for each row. */
  readonly halfOf: Uint8Array;
  readonly outcomes: readonly Outcome[];
}

/**
 * Some rows in two halves, every other row in the second.
 *
 * @param rows Places in the table of the target.
 * @param mostClasses Of more classes the most frequent ones are judged by.
 */
export function halvesOf(target: Target, rows: Int32Array, mostClasses: number): Halves {
  return {
    halfOf: Uint8Array.from(rows, (_, place) => place % 2),
    outcomes: outcomesOf(target, mostClasses).map(({ suffix, values }) => ({
      suffix,
      values: Float64Array.from(rows, (row) => values[row]),
    })),
  };
}

/**
 * The share of the outcome's variance that a column of the same rows explains: see `shareByBins`. Of a category each level,
 * and missing as one more, counts for itself.
 */
export function shareOfColumn(column: Column, halves: Halves): number {
  if (isNumeric(column)) return shareByBins(column.values, halves);
  const n = column.levels.length;
  const levels = column.codes.map((code) => (code < 0 ? n : code));
  return shareByLevels(levels, n + 1, halves);
}

/** Rows of a bin at least, on average. */
const ROWS_PER_BIN = 20;
const MOST_BINS = 24;

/**
 * The share of the outcome's variance that a number explains in rows that it did not learn from: the means of the outcome
 * in bins of about as many rows, learned from one half and judged on the other, both ways. A missing number has a bin.
 *
 * Below 0 where it tells nothing. Of several outcomes it is the mean over all their variance.
 *
 * @cost O(rows log rows).
 */
function shareByBins(values: Float64Array, { halfOf, outcomes }: Halves): number {
  const sorted = values.slice().sort();
  let n = sorted.length;
  while (n > 0 && Number.isNaN(sorted[n - 1])) n--;
  const nBins = Math.max(2, Math.min(MOST_BINS, Math.floor(n / (2 * ROWS_PER_BIN))));
  const cuts = quantileCuts(sorted.subarray(0, n), nBins);
  const bins = new Int32Array(values.length);
  for (let i = 0; i < bins.length; i++)
    bins[i] = Number.isNaN(values[i]) ? nBins : binAmong(cuts, values[i]);
  return shareByLevels(bins, nBins + 1, { halfOf, outcomes });
}

/**
 * The same for levels 0 to n - 1. The mean of a level of few rows counts half: it is drawn to the overall mean by ten rows.
 */
function shareByLevels(levels: Int32Array, n: number, { halfOf, outcomes }: Halves): number {
  let left = 0;
  let whole = 0;
  for (const { values } of outcomes) {
    const counts = [new Float64Array(n), new Float64Array(n)];
    const sums = [new Float64Array(n), new Float64Array(n)];
    const nRows = [0, 0];
    const totals = [0, 0];
    for (let i = 0; i < levels.length; i++) {
      const half = halfOf[i];
      counts[half][levels[i]]++;
      sums[half][levels[i]] += values[i];
      nRows[half]++;
      totals[half] += values[i];
    }
    for (let i = 0; i < levels.length; i++) {
      const other = 1 - halfOf[i];
      const overall = totals[other] / Math.max(1, nRows[other]);
      const mean =
        (sums[other][levels[i]] + PRIOR_ROWS * overall) / (counts[other][levels[i]] + PRIOR_ROWS);
      left += (values[i] - mean) ** 2;
      whole += (values[i] - overall) ** 2;
    }
  }
  return whole > 0 ? 1 - left / whole : 0;
}

const PRIOR_ROWS = 10;
