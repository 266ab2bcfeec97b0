import { normalQuantile } from '../../stats/index.ts';

/** P-values below it are taken for it: their deviates would be infinite. */
const LEAST_P = 1e-300;
const N_HALVINGS = 12;

/**
 * How much further than chance says samples differ in which nothing moved: the least number of rows that count as one such that the
 * p-values of their comparisons, as normal deviates, have a mean square of 1. About 1 of independent rows, more where rows depend on each
 * other.
 *
 * @param chances P-values, 0 to 1, of comparisons without a change if so many rows count as one.
 * @param most Above 1: more rows than these never count as one.
 * @returns 1 to `most`; 1 of no comparison.
 * @cost A dozen times that of `chances`, once where rows are independent.
 * @source Devlin & Roeder (1999), "Genomic control for association studies", Biometrics 55, 997-1004; with the mean in place of the
 * median, since comparisons are few.
 */
export function inflationOf(
  chances: (inflation: number) => readonly number[],
  most: number,
): number {
  const isExplained = (inflation: number) => meanSquare(chances(inflation)) <= 1;
  if (isExplained(1)) return 1;
  let [low, high] = [0, Math.log(Math.max(1, most))];
  for (let i = 0; i < N_HALVINGS; i++) {
    const middle = (low + high) / 2;
    if (isExplained(Math.exp(middle))) high = middle;
    else low = middle;
  }
  return Math.exp(high);
}

function meanSquare(pValues: readonly number[]): number {
  const squares = pValues.map((p) => normalQuantile(Math.max(LEAST_P, p) / 2) ** 2);
  return squares.reduce((sum, square) => sum + square, 0) / Math.max(1, squares.length);
}
