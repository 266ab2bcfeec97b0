/** Standard normal quantile of 0.975. */
const Z95 = 1.959963984540054;

/**
 * Lower end of the Wilson score interval of a share.
 *
 * @param successes Rows that have it, 0 to n.
 * @param n Rows in all, above 0.
 * @param z Standard normal quantile of the coverage. Default 1.96, an interval of 95 %.
 * @returns 0 to 1.
 * @source Wilson (1927), "Probable Inference, the Law of Succession, and Statistical Inference", JASA 22, 209-212.
 */
export function wilsonLow(successes: number, n: number, z = Z95): number {
  const p = successes / n;
  const middle = p + (z * z) / (2 * n);
  const half = z * Math.sqrt((p * (1 - p)) / n + (z * z) / (4 * n * n));
  return Math.max(0, (middle - half) / (1 + (z * z) / n));
}
