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
