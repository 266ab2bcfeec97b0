import type { BinnedNumbers } from './binned-column.ts';
import type { ValueRuns } from './value-runs.ts';

/** What a column holds besides one value that most rows have. */
export interface SparsePart {
  /** Bin of that value. */
  readonly absentBin: number;
  /** One bit per sampled row, set where the row has another value. */
  readonly rows: Int32Array;
  readonly nSet: number;
  /** Of the sampled rows, those that are set. */
  readonly share: number;
}

/** Values of sampled rows: those that are not 0, and where. */
export interface NonZeros {
  readonly values: Float64Array;
  readonly rows: Int32Array;
}

/** A column is sparse when fewer than this share of its rows have other values than the common one. */
const MAX_SET_SHARE = 0.5;

/** The sparse part of a column of numbers without missing values, if it has one. */
export function findSparse(
  { cuts }: BinnedNumbers,
  { values: distinct, ends }: ValueRuns,
  { values, rows: places }: NonZeros,
): SparsePart | undefined {
  const n = ends.at(-1) ?? 0;
  // The value of more than half of the rows is in the middle of the sorted ones.
  const common = distinct[ends.findIndex((end) => end > n >> 1)];
  const firstAbove = cuts.findIndex((cut) => common <= cut);
  const absentBin = firstAbove < 0 ? cuts.length : firstAbove;
  const low = absentBin === 0 ? Number.NEGATIVE_INFINITY : cuts[absentBin - 1];
  const high = absentBin === cuts.length ? Number.POSITIVE_INFINITY : cuts[absentBin];
  const isSet = (value: number) => !(value > low && value <= high);
  // All rows stand as 0 would, until the others are looked at.
  const isZeroSet = isSet(0);
  const rows = new Int32Array((n + 31) >> 5).fill(isZeroSet ? -1 : 0);
  if (isZeroSet && (n & 31) > 0) rows[rows.length - 1] = (1 << (n & 31)) - 1;
  let nSet = isZeroSet ? n : 0;
  for (let k = 0; k < values.length; k++) {
    if (isSet(values[k]) === isZeroSet) continue;
    rows[places[k] >> 5] ^= 1 << (places[k] & 31);
    nSet += isZeroSet ? -1 : 1;
  }
  return nSet < MAX_SET_SHARE * n ? { absentBin, rows, nSet, share: nSet / n } : undefined;
}
