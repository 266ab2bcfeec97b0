import type { Estimate } from '@kaizenml/contracts';
import type { Random } from '../math/index.ts';
import { quantileSorted } from '../stats/index.ts';
import { drawnPart } from './drawn-part.ts';
import { type Metric, signOf } from './metric.ts';
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
 * @param options.level Coverage of the interval, 0 to 1. Default 0.9: each of its ends is a one-sided bound of 95 %.
 * @returns The gain with its interval; undefined when one of the two is not
 * defined on these rows. An interval of no width has no ends.
 * @throws ARGUMENT_INVALID, SHAPE_MISMATCH
 * @cost O(nResamples * n)
 * @source Efron & Tibshirani (1993), "An Introduction to the Bootstrap", chapters 13 and 16.
 */
export function pairedGain(
  metric: Metric,
  { ours, theirs }: { readonly ours: Outcome; readonly theirs: Outcome },
  {
    random,
    nResamples = 200,
    level = 0.9,
  }: { readonly random: Random; readonly nResamples?: number; readonly level?: number },
): Estimate | undefined {
  const sign = signOf(metric);
  const gainOn = (first: Outcome, second: Outcome) => {
    const [measureFirst, measureSecond] = [metric.prepare(first), metric.prepare(second)];
    return (weights: Float64Array) => sign * (measureFirst(weights) - measureSecond(weights)) + 0;
  };
  const value = gainOn(ours, theirs)(rowWeights(ours));
  if (Number.isNaN(value)) return undefined;
  const { of: partOf, shrink } = drawnPart(ours, random);
  const part = partOf(ours);
  const gainOf = gainOn(part, partOf(theirs));
  const center = shrink < 1 ? gainOf(rowWeights(part)) : value;
  const resample = resampler(part);
  const draws = Array.from({ length: nResamples }, () => {
    const drawn = gainOf(resample(random));
    return shrink < 1 ? value + shrink * (drawn - center) : drawn;
  });
  const sorted = Float64Array.from(draws.filter(Number.isFinite)).sort();
  const isKnown = sorted.length >= nResamples / 2 && sorted[0] !== sorted[sorted.length - 1];
  const tail = (1 - level) / 2;
  return isKnown
    ? { value, low: quantileSorted(sorted, tail), high: quantileSorted(sorted, 1 - tail) }
    : { value, low: null, high: null };
}
