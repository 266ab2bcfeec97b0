import { quantileSorted, sampleMoments } from '../../stats/index.ts';

/** Where numbers lie and how far they spread. */
export interface RobustSpread {
  /** The median. */
  readonly center: number;
  /** In the unit of the numbers; 0 where all are equal. */
  readonly spread: number;
}

/** Distance of the quartiles of a normal distribution, in standard deviations. */
const NORMAL_QUARTILES = 1.3489795003921634;

/**
 * Median and robust standard deviation: the distance of the quartiles over that of a normal distribution.
 *
 * Where half of the numbers are equal, the standard deviation of the numbers drawn in to their 1 % and 99 %
 * quantiles; where that is 0 as well, the plain one.
 *
 * @param sorted Increasing, finite, at least one.
 */
export function robustSpread(sorted: Float64Array): RobustSpread {
  // A quarter of each number: differences of the largest ones stay finite.
  const at = (share: number): number => quantileSorted(sorted, share) / 4;
  const center = 4 * at(0.5);
  const quartiles = (at(0.75) - at(0.25)) / NORMAL_QUARTILES;
  if (quartiles > 0) return { center, spread: 4 * quartiles };
  const [low, high] = [at(0.01), at(0.99)];
  const drawnIn = sorted.map((value) => Math.min(high, Math.max(low, value / 4)) - low);
  const winsorized = 4 * sampleMoments(drawnIn).sd;
  if (winsorized > 0 && winsorized < Number.POSITIVE_INFINITY)
    return { center, spread: winsorized };
  const range = sorted[sorted.length - 1] / 4 - sorted[0] / 4;
  if (range === 0) return { center, spread: 0 };
  // In shares of the range, whose squares are finite.
  const shares = sorted.map((value) => (value / 4 - sorted[0] / 4) / range);
  return { center, spread: 4 * range * sampleMoments(shares).sd };
}
