import type { Estimate } from '@kaizenml/contracts';
import type { Random } from '../math/index.ts';
import { quantileSorted } from '../stats/index.ts';
import type { Metric } from './metric.ts';
import { type Outcome, rowWeights } from './outcome.ts';
import { resampler } from './resampler.ts';

/**
 * How much better one set of answers is than another one on the same rows, by one metric.
 *
 * Both are measured on the same bootstrap resamples, so what makes a resample hard for both cancels out. Positive is
 * better, whatever the direction of the metric.
 *
 * @param ours Answers that are judged; `theirs` are compared with. The same n rows.
 * @param options.nResamples Default 200.
 * @returns The gain with its 90 % interval (its low end is a one-sided bound of 95 %); undefined when one of the two is not
 * defined on these rows. An interval of no width has no ends.
 * @throws ARGUMENT_INVALID, SHAPE_MISMATCH
 * @cost O(nResamples * n)
 * @source Efron & Tibshirani (1993), "An Introduction to the Bootstrap", chapters 13 and 16.
 */
export function pairedGain(
  metric: Metric,
  { ours, theirs }: { readonly ours: Outcome; readonly theirs: Outcome },
  { random, nResamples = 200 }: { readonly random: Random; readonly nResamples?: number },
): Estimate | undefined {
  const sign = metric.better === 'higher' ? 1 : -1;
  const measureOurs = metric.prepare(ours);
  const measureTheirs = metric.prepare(theirs);
  const gainOf = (weights: Float64Array) =>
    sign * (measureOurs(weights) - measureTheirs(weights)) + 0;
  const value = gainOf(rowWeights(ours));
  if (Number.isNaN(value)) return undefined;
  const resample = resampler(ours);
  const draws = Array.from({ length: nResamples }, () => gainOf(resample(random)));
  const sorted = Float64Array.from(draws.filter(Number.isFinite)).sort();
  const isKnown = sorted.length >= nResamples / 2 && sorted[0] !== sorted[sorted.length - 1];
  return isKnown
    ? { value, low: quantileSorted(sorted, 0.05), high: quantileSorted(sorted, 0.95) }
    : { value, low: null, high: null };
}
