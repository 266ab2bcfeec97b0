import { AppError } from '@kaizenml/contracts';
import { weightedQuantile } from '../math/index.ts';
import type { FitContext } from './estimator.ts';

const MEDIAN = Float64Array.of(0.5);

/**
 * The levels that a fit is asked for; the median where it is asked for none.
 *
 * @throws ARGUMENT_INVALID when they are not between 0 and 1, both excluded, or do not rise.
 */
export function askedLevels(owner: string, { quantiles }: FitContext): Float64Array {
  if (quantiles === undefined) return MEDIAN;
  const isFine = (level: number, i: number) =>
    level > 0 && level < 1 && (i === 0 || level > quantiles[i - 1]);
  if (quantiles.length > 0 && quantiles.every(isFine)) return Float64Array.from(quantiles);
  throw new AppError('ARGUMENT_INVALID', {
    message: `${owner}.fit must get levels of quantiles that rise between 0 and 1, got ${quantiles.length === 0 ? 'none' : quantiles.join(', ')}.`,
    hint: 'Give shares of rows, such as 0.1, 0.5 and 0.9.',
    details: { estimator: owner, levels: quantiles },
  });
}

/**
 * Puts the quantiles of each row in rising order, where they were learned apart and cross. That brings none farther from the truth.
 *
 * @param values n x nLevels, row-major; changed.
 * @source Chernozhukov, Fernández-Val & Galichon (2010), "Quantile and Probability Curves Without Crossing", Econometrica 78, 1093-1125.
 */
export function sortWithinRows(values: Float64Array, nLevels: number): Float64Array {
  if (nLevels > 1)
    for (let at = 0; at < values.length; at += nLevels) values.subarray(at, at + nLevels).sort();
  return values;
}

/**
 * The value below which a share of the rows lies.
 *
 * @param weights How much each row counts; some above 0. Default 1 each.
 */
export function quantileOf(
  values: Float64Array,
  weights: Float64Array | undefined,
  level: number,
): number {
  const counts = weights ?? new Float64Array(values.length).fill(1);
  const isCounted = (_: number, i: number) => counts[i] > 0;
  return weightedQuantile(values.filter(isCounted), counts.filter(isCounted), level);
}

/** Place of the level that is nearest to one half; of two equally near ones the lower. */
export function middleLevel(levels: readonly number[]): number {
  let middle = 0;
  for (let q = 1; q < levels.length; q++)
    if (Math.abs(levels[q] - 0.5) < Math.abs(levels[middle] - 0.5)) middle = q;
  return middle;
}
