import type { Groups } from './groups.ts';

/**
 * Correlation ratio: the square root of the share of the variance that lies between the groups, corrected for what groups of
 * few rows explain by chance alone.
 *
 * @returns 0 to 1; NaN where all numbers are equal, or no group has a second row.
 * @source Kelley (1935), "An Unbiased Correlation Ratio Measure", Proceedings of the National Academy of Sciences 21 (ε²).
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
  let [between, k] = [0, 0];
  for (let g = 0; g < nGroups; g++) {
    if (counts[g] === 0) continue;
    between += sums[g] ** 2 / counts[g];
    k++;
  }
  if (squares === 0 || n === k) return Number.NaN;
  const within = Math.max(0, 1 - between / squares);
  return Math.sqrt(Math.max(0, 1 - (within * (n - 1)) / (n - k)));
}
