import { sharesOf } from './shares.ts';

/**
 * Population stability index between two binned samples.
 *
 * sum over bins of (q - p) * ln(q / p), where p and q are the shares of the reference and current
 * sample. An empty bin counts as `floor`, so that the logarithm stays finite; the result is unbounded
 * above and has no unit. Samples of n and m rows of one population give about (k - 1)(1/n + 1/m), not
 * 0: see `psiNoiseBound`.
 *
 * @param reference Counts per bin. Length k.
 * @param current Counts per bin, same bins in the same order. Length k.
 * @param floor Share given to an empty bin. Default 1e-4.
 * @returns 0 for equal shares and when a sample is empty; by convention above 0.2 is called drift.
 * @throws SHAPE_MISMATCH when the two have different lengths.
 * @source Siddiqi (2006), "Credit Risk Scorecards".
 */
export function psi(
  reference: readonly number[],
  current: readonly number[],
  floor = 1e-4,
): number {
  const shares = sharesOf('psi', reference, current);
  if (!shares) return 0;
  return shares.p.reduce((sum, share, bin) => {
    const p = Math.max(share, floor);
    const q = Math.max(shares.q[bin], floor);
    return sum + (q - p) * Math.log(q / p);
  }, 0);
}
