/**
 * How badly one law fits a stretch of a series: minus twice its log-likelihood, up to what is the same for every division of the series.
 *
 * A cost must not rise when a stretch is divided: cost(a, c) >= cost(a, b) + cost(b, c). PELT stands on that.
 */
export interface SegmentCost {
  /** Values of the series. */
  readonly n: number;
  /** Numbers that are fitted to each stretch. */
  readonly nFitted: number;
  /** Least values of a stretch. */
  readonly leastSize: number;
  /** Of the values `from` up to but without `to`. @cost O(1) */
  of(from: number, to: number): number;
}

/** Sums of the first i values, for i from 0 to n. */
export function runningSums(values: ArrayLike<number>): Float64Array {
  const sums = new Float64Array(values.length + 1);
  for (let i = 0; i < values.length; i++) sums[i + 1] = sums[i] + values[i];
  return sums;
}
