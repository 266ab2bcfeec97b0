import type { Groups } from './groups.ts';

/**
 * Correlation ratio: the square root of the share of the variance that lies between the groups.
 *
 * @returns 0 to 1; NaN where all numbers are equal.
 * @source Pearson (1905), "On the General Theory of Skew Correlation and Non-linear Regression", Drapers' Company Research Memoirs.
 */
export function correlationRatio(values: Float64Array, { codes, nGroups }: Groups): number {
  const sums = new Float64Array(nGroups);
  const counts = new Float64Array(nGroups);
  let [n, total] = [0, 0];
  for (let i = 0; i < values.length; i++) {
    if (codes[i] < 0 || Number.isNaN(values[i])) continue;
    n++;
    total += values[i];
  }
  const mean = total / n;
  let squares = 0;
  for (let i = 0; i < values.length; i++) {
    if (codes[i] < 0 || Number.isNaN(values[i])) continue;
    const d = values[i] - mean;
    sums[codes[i]] += d;
    counts[codes[i]]++;
    squares += d * d;
  }
  let between = 0;
  for (let g = 0; g < nGroups; g++) if (counts[g] > 0) between += sums[g] ** 2 / counts[g];
  return squares === 0 ? Number.NaN : Math.min(1, Math.sqrt(between / squares));
}
