import { exp, log } from '../../math/index.ts';
import { logGamma } from '../../stats/index.ts';

/**
 * Probability that of n trials at least k succeed.
 *
 * Terms are added from the one asked for away from the mean, until they vanish; on the near side of the mean 1 less the other tail.
 *
 * @param k Whole. @param n Whole. @param p Of one trial, above 0 and below 1.
 * @cost O(sqrt(n)) terms.
 * @source Feller (1968), "An introduction to probability theory and its applications", vol. 1, VI.
 */
export function binomialTail(
  k: number,
  { n, p }: { readonly n: number; readonly p: number },
): number {
  if (k <= 0) return 1;
  if (k > n) return 0;
  if (k <= n * p) return Math.max(0, 1 - binomialTail(n - k + 1, { n, p: 1 - p }));
  const ratio = p / (1 - p);
  let term = exp(
    logGamma(n + 1) - logGamma(k + 1) - logGamma(n - k + 1) + k * log(p) + (n - k) * log(1 - p),
  );
  let sum = 0;
  for (let i = k; i <= n && term > sum * 1e-17; i++) {
    sum += term;
    term *= ((n - i) / (i + 1)) * ratio;
  }
  return Math.min(1, sum);
}
