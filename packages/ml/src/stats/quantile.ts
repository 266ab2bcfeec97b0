/**
 * Quantile of sorted values by linear interpolation between order statistics (type 7).
 *
 * @param sorted Increasing, without NaN. Length n.
 * @param p Share of values below, 0 to 1.
 * @returns NaN when there are no values.
 * @source Hyndman & Fan (1996), "Sample Quantiles in Statistical Packages", American Statistician 50, type 7.
 */
export function quantileSorted(sorted: ArrayLike<number>, p: number): number {
  if (sorted.length === 0) return Number.NaN;
  const place = (sorted.length - 1) * p;
  const below = Math.floor(place);
  const low = sorted[below];
  const high = sorted[Math.min(below + 1, sorted.length - 1)];
  const part = place - below;
  return part < 0.5 ? low + (high - low) * part : high - (high - low) * (1 - part);
}

/**
 * The values that are not NaN, in increasing order; a copy.
 *
 * @cost O(n log n)
 */
export function sortedPresent(values: Float64Array): Float64Array {
  const sorted = values.slice().sort();
  let n = sorted.length;
  while (n > 0 && Number.isNaN(sorted[n - 1])) n--;
  return sorted.subarray(0, n);
}

/** Number of distinct values. @param sorted Increasing, without NaN. */
export function countDistinctSorted(sorted: ArrayLike<number>): number {
  let n = 0;
  for (let i = 0; i < sorted.length; i++) if (i === 0 || sorted[i] !== sorted[i - 1]) n++;
  return n;
}
