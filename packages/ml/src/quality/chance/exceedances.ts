import { exp, log } from '../../math/index.ts';
import { logGamma } from '../../stats/index.ts';

/**
 * Probability that of n new rows at least k lie outside the range of m rows of the same population.
 *
 * In a random order of all rows, the two outer gaps that the m rows leave are as any two gaps side by side: at least k new rows lie in
 * them when among the first k + 1 rows is at most one of the m. Without ties exact, with ties at most too high.
 *
 * @param k Rows outside, 0 to n. @param n Whole. @param m Whole, above 0.
 * @source Gumbel & von Schelling (1950), "The distribution of the number of exceedances", Annals of Mathematical Statistics 21, for both ends.
 */
export function exceedancesTail(
  k: number,
  { n, m }: { readonly n: number; readonly m: number },
): number {
  if (k <= 0) return 1;
  const none = k < n ? exp(logFalling(n, k + 1) - logFalling(n + m, k + 1)) : 0;
  const one = (k + 1) * m * exp(logFalling(n, k) - logFalling(n + m, k + 1));
  return Math.min(1, none + one);
}

/** ln of n (n - 1) … over k factors, k at most n. */
function logFalling(n: number, k: number): number {
  if (k > 50) return logGamma(n + 1) - logGamma(n - k + 1);
  let sum = 0;
  for (let i = 0; i < k; i++) sum += log(n - i);
  return sum;
}
