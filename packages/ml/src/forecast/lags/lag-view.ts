import type { Series } from '../series/series.ts';

/** A series with sums that make means of windows cheap. */
export interface LagView {
  readonly values: Float64Array;
  readonly instants?: Float64Array;
  /** Entry t is the sum of the first t values. */
  readonly sums: Float64Array;
  /** Entry t is the sum of the first t absolute changes, the first of which is 0. */
  readonly changes: Float64Array;
}

/** Points that the size of a change is taken over. */
const SCALE_WINDOW = 52;

/** @cost O(n). */
export function lagView({ values, instants }: Series): LagView {
  const n = values.length;
  const sums = new Float64Array(n + 1);
  const changes = new Float64Array(n + 1);
  for (let t = 0; t < n; t++) {
    sums[t + 1] = sums[t] + values[t];
    changes[t + 1] = changes[t] + (t === 0 ? 0 : Math.abs(values[t] - values[t - 1]));
  }
  return { values, sums, changes, ...(instants && { instants }) };
}

/** Mean of the `length` values up to point t; NaN where there are less. */
export function windowMean({ sums }: LagView, t: number, length: number): number {
  return t + 1 < length ? Number.NaN : (sums[t + 1] - sums[t + 1 - length]) / length;
}

/** Mean absolute change of the last `length` changes up to point t, of all where there are less; 0 at the first. */
export function meanChange({ changes }: LagView, t: number, length = SCALE_WINDOW): number {
  const n = Math.min(length, t);
  return n === 0 ? 0 : (changes[t + 1] - changes[t + 1 - n]) / n;
}
