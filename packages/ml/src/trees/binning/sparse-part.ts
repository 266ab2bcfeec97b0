import type { BinnedNumbers } from './binned-column.ts';

/** What a column holds besides one value that nearly all rows have. */
export interface SparsePart {
  /** Bin of that value. */
  readonly absentBin: number;
  /** One bit per sampled row, set where the row has another value. */
  readonly rows: Int32Array;
  readonly nSet: number;
}

/** A column is sparse when at most this share of its rows has other values than the common one. */
const MAX_SET_SHARE = 0.2;

/**
 * The sparse part of a column of numbers without missing values, if it has one.
 *
 * @param sorted The sampled values, increasing. @param values The same in the order of the sampled rows.
 */
export function findSparse(
  { cuts }: BinnedNumbers,
  sorted: Float64Array,
  values: Float64Array,
): SparsePart | undefined {
  const n = sorted.length;
  // A value of four rows in five is in the middle of the sorted ones.
  const common = sorted[n >> 1];
  const absentBin = cuts.findIndex((cut) => common <= cut);
  const bin = absentBin < 0 ? cuts.length : absentBin;
  const low = bin === 0 ? Number.NEGATIVE_INFINITY : cuts[bin - 1];
  const high = bin === cuts.length ? Number.POSITIVE_INFINITY : cuts[bin];
  const rows = new Int32Array((n + 31) >> 5);
  let nSet = 0;
  for (let i = 0; i < n; i++) {
    if (values[i] > low && values[i] <= high) continue;
    rows[i >> 5] |= 1 << (i & 31);
    nSet++;
  }
  return nSet <= MAX_SET_SHARE * n ? { absentBin: bin, rows, nSet } : undefined;
}
