/**
 * How many rows of weight 1 would say as much as weighted ones: (sum of w)^2 / sum of w^2.
 *
 * @param weights Above 0. Length n.
 * @returns n for equal weights, less for unequal ones, at least 1; 0 for none.
 * @cost O(n)
 * @source Kish (1965), "Survey Sampling", section 11.7.
 */
export function effectiveSize(weights: ArrayLike<number>): number {
  let sum = 0;
  let sumOfSquares = 0;
  for (let i = 0; i < weights.length; i++) {
    sum += weights[i];
    sumOfSquares += weights[i] ** 2;
  }
  return sumOfSquares === 0 ? 0 : sum ** 2 / sumOfSquares;
}

/**
 * Weighted counts scaled to add up to the effective number of the rows in them, so that tests of counts keep their level.
 *
 * The first-order correction of Rao and Scott: a test of n rows whose weights differ knows as much as one of fewer rows.
 *
 * @param counts Weighted counts per bin. Length k.
 * @param nEffective Of the rows that were counted; see `effectiveSize`.
 * @returns The same shares. Length k; zeros where nothing was counted.
 * @source Rao & Scott (1981), Journal of the American Statistical Association 76(374).
 */
export function effectiveCounts(counts: readonly number[], nEffective: number): number[] {
  const total = counts.reduce((sum, count) => sum + count, 0);
  return counts.map((count) => (total === 0 ? 0 : (count / total) * nEffective));
}
