import { exp } from '../../math/index.ts';
import { logGamma } from '../../stats/index.ts';

/**
 * Probability that all rows of a window fall into one bin, when window and reference are drawn from the rows of both at random.
 *
 * Sum over bins of C(rows of the bin, n) / C(all rows, n).
 *
 * @param pooled Rows of both per bin, whole. @param n Rows of the window, whole.
 * @source Fisher (1935), "The Design of Experiments", II: chance as that of a random division.
 * @cost O(bins)
 */
export function sameBinChance(pooled: ArrayLike<number>, n: number): number {
  let all = 0;
  for (let bin = 0; bin < pooled.length; bin++) all += pooled[bin];
  let chance = 0;
  for (let bin = 0; bin < pooled.length; bin++)
    if (pooled[bin] >= n) chance += exp(logChoose(pooled[bin], n) - logChoose(all, n));
  return Math.min(1, chance);
}

function logChoose(n: number, k: number): number {
  return logGamma(n + 1) - logGamma(k + 1) - logGamma(n - k + 1);
}
