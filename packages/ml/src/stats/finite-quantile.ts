import { quantileSorted } from './quantile.ts';

/**
 * Quantile of sorted finite numbers by linear interpolation, finite also where neighbors are farther apart than any number.
 *
 * @param sorted Increasing, at least one.
 */
export function finiteQuantile(sorted: Float64Array, share: number): number {
  const quantile = quantileSorted(sorted, share);
  if (quantile - quantile === 0) return quantile;
  return (
    4 *
    quantileSorted(
      sorted.map((value) => value / 4),
      share,
    )
  );
}
