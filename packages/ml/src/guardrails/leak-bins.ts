import { countDistinctSorted, quantileSorted, sortedPresent } from '../stats/index.ts';
import { type Column, isNumeric } from '../table/index.ts';

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
 * @param rows Row numbers. Length n.
 * @cost O(n log n)
 * @source Dougherty, Kohavi & Sahami (1995), "Supervised and Unsupervised Discretization", equal frequency.
 */
export function binColumn(column: Column, rows: Int32Array): BinnedColumn {
  if (!isNumeric(column)) {
    const missing = column.levels.length;
    const bins = Int32Array.from(rows, (row) =>
      column.codes[row] < 0 ? missing : column.codes[row],
    );
    return { bins, nBins: missing + 1 };
  }
  const values = Float64Array.from(rows, (row) => column.values[row]);
  const upper = upperEdges(sortedPresent(values));
  const missing = upper.length;
  const bins = Int32Array.from(values, (x) => (Number.isNaN(x) ? missing : binAt(upper, x)));
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
