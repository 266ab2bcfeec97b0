import { log } from '../math/index.ts';
import { quantileSorted } from './quantile.ts';

/** Skewness of the outer tenths above which a tail is long; that of an exponential distribution is 0.46. */
const LONG = 0.3;

/**
 * Whether positive numbers lie evenly on a scale of ratios rather than of differences, as incomes, prices and counts of
 * views do: skewed to the right, and less so by their logarithms.
 *
 * @param sorted Increasing, finite.
 * @source The skewness of the outer tenths: Hinkley (1975), "On Power Transformations to Symmetry", Biometrika 62.
 */
export function hasLongTail(sorted: Float64Array): boolean {
  if (!(sorted[0] > 0)) return false;
  const [low, middle, high] = [0.1, 0.5, 0.9].map((share) => quantileSorted(sorted, share) / 4);
  const skewness = skewnessOf(low, middle, high);
  return skewness > LONG && Math.abs(skewnessOf(log(low), log(middle), log(high))) < skewness;
}

function skewnessOf(low: number, middle: number, high: number): number {
  return high > low ? (high - middle - (middle - low)) / (high - low) : 0;
}
