import { countDistinctSorted, quantileSorted, sortedPresent } from '../stats/index.ts';
import { type CodedColumn, type Column, isNumeric, type NumericColumn } from '../table/index.ts';
import { valuesAt } from './spaced-rows.ts';

/** A column as bins: what a one-column predictor may know of each row. */
export interface BinnedColumn {
  /** Bin per row, 0 to nBins - 1; missing values are a bin of their own. Length of `rows`. */
  readonly bins: Int32Array;
  readonly nBins: number;
}

/** Values up to this many are bins of their own. */
const MOST_VALUES = 64;
/** Bins of about equal count that other numbers are cut into. */
const QUANTILE_BINS = 50;

/**
 * Bins of a column at the given rows: levels, distinct numbers, or fifty quantile bins.
 *
 * Ids, texts and columns with more levels than half the rows have two bins: with a value and without.
 *
 * @param rows Row numbers. Length n.
 * @cost O(n log n)
 * @source Dougherty, Kohavi & Sahami (1995), "Supervised and Unsupervised Discretization", equal frequency.
 */
export function binColumn(column: Column, rows: Int32Array): BinnedColumn {
  return isNumeric(column) ? binNumbers(column, rows) : binLevels(column, rows);
}

function binLevels({ kind, codes, levels }: CodedColumn, rows: Int32Array): BinnedColumn {
  const missing = levels.length;
  const bins = new Int32Array(rows.length);
  for (let i = 0; i < rows.length; i++) bins[i] = codes[rows[i]] < 0 ? missing : codes[rows[i]];
  const isNaming = kind === 'id' || kind === 'text' || new Set(bins).size > rows.length / 2;
  if (!isNaming) return { bins, nBins: missing + 1 };
  return { bins: bins.map((bin) => (bin === missing ? 1 : 0)), nBins: 2 };
}

function binNumbers(column: NumericColumn, rows: Int32Array): BinnedColumn {
  const values = valuesAt(column.values, rows);
  const upper = upperEdges(sortedPresent(values));
  const missing = upper.length;
  const bins = new Int32Array(rows.length);
  for (let i = 0; i < rows.length; i++)
    bins[i] = Number.isNaN(values[i]) ? missing : binAt(upper, values[i]);
  return { bins, nBins: missing + 1 };
}

function upperEdges(sorted: Float64Array): Float64Array {
  if (countDistinctSorted(sorted) <= MOST_VALUES) return Float64Array.from(new Set(sorted));
  const nBins = Math.min(QUANTILE_BINS, Math.max(2, Math.floor(sorted.length / 10)));
  const edges = new Set(
    Array.from({ length: nBins }, (_, b) => quantileSorted(sorted, (b + 1) / nBins)),
  );
  return Float64Array.from(edges);
}

function binAt(upper: Float64Array, x: number): number {
  let low = 0;
  let high = upper.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (x <= upper[middle]) high = middle;
    else low = middle + 1;
  }
  return low;
}
