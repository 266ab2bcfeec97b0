/** How the values of one column became bins of at most 256. */
export type BinnedColumn = BinnedNumbers | BinnedLevels;

/** A column of numbers. */
export interface BinnedNumbers {
  readonly kind: 'number';
  /** Bin b holds the values v with cuts[b - 1] < v <= cuts[b]. */
  readonly cuts: Float64Array;
  /** Bins of values: cuts.length + 1. */
  readonly nBins: number;
  /** Bin of missing values, nBins; -1 when no training row lacks the value. */
  readonly missingBin: number;
}

/** A column of codes of a category. */
export interface BinnedLevels {
  readonly kind: 'category';
  /** Bin b holds the level with this code alone. */
  readonly codes: Int32Array;
  /** Bin of each code. */
  readonly binOfCode: Uint8Array;
  /** Bins that a split may send left: one per code, then the missing one where there is one. */
  readonly nBins: number;
  readonly missingBin: number;
  /** Bin of rare and unseen levels, nBins: they go right at every split. */
  readonly restBin: number;
}

/** Bins in all, as histograms count them. */
export function slotsOf(column: BinnedColumn): number {
  if (column.kind === 'category') return column.nBins + 1;
  return column.nBins + (column.missingBin >= 0 ? 1 : 0);
}
