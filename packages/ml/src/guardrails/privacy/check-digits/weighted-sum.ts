/**
 * Sum of the digits of a text times weights, as most national check digits start.
 *
 * @param digits Digits, at least as many as weights.
 */
export function weightedSum(digits: string, weights: readonly number[]): number {
  return weights.reduce((sum, weight, i) => sum + weight * (digits.charCodeAt(i) - 48), 0);
}
