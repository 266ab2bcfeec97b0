/** Bins per column of a forest at most; bin numbers fit in a byte. */
export const MAX_BINS = 255;

/** The cuts between the bins of every column: bin b holds the values v with cut[b - 1] < v <= cut[b]. */
export interface Cuts {
  /** Cuts of column j, increasing, at offsets[j] to offsets[j + 1] - 1. */
  readonly values: Float64Array;
  /** Length p + 1. */
  readonly offsets: Int32Array;
}

/** A matrix as bin numbers. */
export interface BinnedColumns {
  readonly nRows: number;
  readonly nColumns: number;
  /** Column-major: the bin of row i in column j is at j * nRows + i. */
  readonly bins: Uint8Array;
  readonly cuts: Cuts;
}

/**
 * The bin of a value: the number of cuts in [start, end) that lie below it, by bisection.
 *
 * @cost O(log of the number of cuts).
 */
export function binOf(cuts: Float64Array, start: number, end: number, value: number): number {
  let low = start;
  let high = end;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (value <= cuts[middle]) high = middle;
    else low = middle + 1;
  }
  return low - start;
}
