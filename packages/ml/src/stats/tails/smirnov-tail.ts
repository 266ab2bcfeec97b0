import { kolmogorovTail } from './kolmogorov-tail.ts';

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
 * @cost O(n m d) where it is exact.
 * @source Kim & Jennrich (1973), "Selected Tables in Mathematical Statistics" 1; Hodges (1958), Arkiv för Matematik 3, 469-486.
 */
export function smirnovTail(d: number, n: number, m: number): number {
  if (d <= 0) return 1;
  const size = (n * m) / (n + m);
  const isCounted = Number.isInteger(n) && Number.isInteger(m) && Math.max(n, m) <= MAX_COUNTED;
  if (isCounted && Math.sqrt(size) * d < FAR)
    return 1 - shareInside(d, Math.max(n, m), Math.min(n, m));
  return kolmogorovTail(d, Math.max(1, Math.round(size)));
}

/**
 * Share of the paths from (0, 0) to (n, m) whose distance |i / n - j / m| stays below d. The chance to come by each point is carried
 * from column to column, so that nothing overflows.
 *
 * @param n At least m.
 */
function shareInside(d: number, n: number, m: number): number {
  const most = (Math.round(d * n * m) - 0.5) / (n * m);
  const chances = new Float64Array(m + 1);
  for (let i = 0; i <= n; i++) {
    const from = Math.max(0, Math.ceil(m * (i / n - most)));
    const to = Math.min(m, Math.floor(m * (i / n + most)));
    if (from > 0) chances[from - 1] = 0;
    for (let j = from; j <= to; j++) {
      const left = n + m - i - j + 1;
      const fromBelow = j > 0 ? chances[j - 1] * ((m - j + 1) / left) : 0;
      const fromBefore = i > 0 ? chances[j] * ((n - i + 1) / left) : 0;
      chances[j] = i + j === 0 ? 1 : fromBelow + fromBefore;
    }
  }
  return Math.min(1, Math.max(0, chances[m]));
}
