/**
 * The least distance, in steps of 1/n, at which two samples of n values each differ by the exact two-sided test of Kolmogorov and Smirnov.
 *
 * P(D >= h / n) = 2 sum over j >= 1 of (-1)^(j-1) C(2n, n - jh) / C(2n, n).
 *
 * @param n Values of each sample, at least 1.
 * @param level Greatest p-value that counts, 0 to 1.
 * @returns h from 1 to n + 1; n + 1 where even the greatest distance does not.
 * @source Gnedenko & Korolyuk (1951); Hodges (1958), "The significance probability of the Smirnov two-sample test", Arkiv för Matematik 3, 469-486.
 * @cost O(n^2) at most.
 */
export function ksLimit(n: number, level: number): number {
  for (let h = 1; h <= n; h++) if (ksPValue(n, h) <= level) return h;
  return n + 1;
}

/** P(D >= h / n) without a difference; see `ksLimit`. @param h 1 to n. */
export function ksPValue(n: number, h: number): number {
  let p = 0;
  for (let j = Math.floor(n / h); j >= 1; j--) p = shareOfPaths(n, j * h) - p;
  return Math.min(1, 2 * p);
}

/** C(2n, n - k) / C(2n, n). */
function shareOfPaths(n: number, k: number): number {
  let share = 1;
  for (let i = 1; i <= k; i++) share *= (n - k + i) / (n + i);
  return share;
}
