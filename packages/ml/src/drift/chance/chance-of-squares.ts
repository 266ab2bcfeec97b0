import { chiSquareTail } from '../../stats/index.ts';
import type { PooledCells } from './pooled-cells.ts';

/**
 * Probability that the integral of the squared difference of two empirical distributions is above x when nothing drifts.
 *
 * The difference is then a Brownian bridge over the pooled shares, its integral a sum of weighted chi-squares. That sum is replaced by
 * the chi-square deviate of the same mean, variance and skewness.
 *
 * @param x Integral, times n m / (n + m).
 * @returns 0 to 1; 1 where there are no cells.
 * @cost O(cells^3), 64^3 at most.
 * @source Buckley & Eagleson (1988), "An approximation to the distribution of quadratic forms in normal random variables",
 * Australian Journal of Statistics 30A, 150-159.
 */
export function chanceOfSquares(x: number, { shares, lengths }: PooledCells): number {
  const k = shares.length;
  if (k === 0) return 1;
  const form = new Float64Array(k * k);
  for (let i = 0; i < k; i++)
    for (let j = 0; j <= i; j++) {
      const value = Math.sqrt(lengths[i] * lengths[j]) * shares[j] * (1 - shares[i]);
      form[i * k + j] = value;
      form[j * k + i] = value;
    }
  let [trace, square, cube] = [0, 0, 0];
  for (let i = 0; i < k; i++) {
    trace += form[i * k + i];
    for (let j = 0; j < k; j++) {
      let dot = 0;
      for (let g = 0; g < k; g++) dot += form[i * k + g] * form[j * k + g];
      if (i === j) square += dot;
      cube += dot * form[i * k + j];
    }
  }
  const df = square ** 3 / cube ** 2;
  const scaled = (x - trace) / Math.sqrt(2 * square);
  return chiSquareTail(df + Math.sqrt(2 * df) * scaled, df);
}
