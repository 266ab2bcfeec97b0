import { sharesOf } from './shares.ts';

/**
 * Jensen-Shannon distance between two binned samples, with logarithms of base 2.
 *
 * sqrt of (KL(p, m) + KL(q, m)) / 2, where m is the mean of the shares p and q. A metric: symmetric,
 * finite for empty bins, and it obeys the triangle inequality.
 *
 * @param reference Counts per bin. Length k.
 * @param current Counts per bin, same bins in the same order. Length k.
 * @returns 0 for equal shares and when a sample is empty, 1 when no bin is shared.
 * @throws SHAPE_MISMATCH when the two have different lengths.
 * @source Endres & Schindelin (2003), "A new metric for probability distributions", IEEE Trans. Inf. Theory 49.
 */
export function jensenShannon(reference: readonly number[], current: readonly number[]): number {
  const shares = sharesOf('jensenShannon', reference, current);
  if (!shares) return 0;
  let divergence = 0;
  shares.p.forEach((p, bin) => {
    const q = shares.q[bin];
    const m = (p + q) / 2;
    if (p > 0) divergence += (p * Math.log2(p / m)) / 2;
    if (q > 0) divergence += (q * Math.log2(q / m)) / 2;
  });
  return Math.sqrt(Math.min(1, Math.max(0, divergence)));
}
