/** Standard normal quantile of 0.975. */
const Z95 = 1.959963984540054;

/**
 * Wilson score interval of a share: unlike the plain one it has a width when nothing, or everything, succeeded.
 *
 * @param successes Rows that have it, 0 to n.
 * @param n Rows in all, above 0.
 * @param z Standard normal quantile of the coverage. Default 1.96, an interval of 95 %.
 * @returns Both ends, 0 to 1.
 * @source Wilson (1927), "Probable Inference, the Law of Succession, and Statistical Inference", JASA 22, 209-212.
 */
export function wilsonInterval(
  successes: number,
  n: number,
  z = Z95,
): { readonly low: number; readonly high: number } {
  const p = successes / n;
  const middle = p + (z * z) / (2 * n);
  const half = z * Math.sqrt((p * (1 - p)) / n + (z * z) / (4 * n * n));
  const scale = 1 + (z * z) / n;
  return { low: Math.max(0, (middle - half) / scale), high: Math.min(1, (middle + half) / scale) };
}

/** Lower end of the Wilson score interval of a share. */
export function wilsonLow(successes: number, n: number, z = Z95): number {
  return wilsonInterval(successes, n, z).low;
}
