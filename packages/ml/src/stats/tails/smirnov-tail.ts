import { kolmogorovTail } from './kolmogorov-tail.ts';
import { shareOfPaths } from './share-of-paths.ts';

/** Rows up to which the paths of both samples are counted. */
const MAX_COUNTED = 10_000;
/** Scaled distance beyond which no path comes back: the probability is below 1e-17. */
const FAR = 4.5;

/**
 * Probability that the empirical distributions of two samples of one population differ by d or more somewhere.
 *
 * Exact up to 10 000 rows in each, by a recursion over the paths that stay closer than d; beyond, the
 * distribution of one sample of n m / (n + m) rows. Where values are tied it is too high, never too low.
 *
 * @param d 0 to 1.
 * @param n Rows of one sample, above 0.
 * @param m Rows of the other, above 0.
 * @cost O(n m d / 2) where it is exact.
 * @source Kim & Jennrich (1973), "Selected Tables in Mathematical Statistics" 1; Hodges (1958), Arkiv för Matematik 3, 469-486.
 */
export function smirnovTail(d: number, n: number, m: number): number {
  if (d <= 0) return 1;
  const size = (n * m) / (n + m);
  const isCounted = Number.isInteger(n) && Number.isInteger(m) && Math.max(n, m) <= MAX_COUNTED;
  const distance = Math.round(d * n * m);
  if (isCounted && Math.sqrt(size) * d < FAR) {
    const inside = shareOfPaths(Math.max(n, m), Math.min(n, m), distance);
    return Math.min(1, Math.max(0, 1 - inside));
  }
  return kolmogorovTail(d, Math.max(1, Math.round(size)));
}
