import type { Interval } from '../forecaster.ts';

/** Share of the truth that lies within an interval; its level, if the model is right. */
export function coverage(truth: Float64Array, { lower, upper }: Interval): number {
  let within = 0;
  for (let h = 0; h < truth.length; h++) if (truth[h] >= lower[h] && truth[h] <= upper[h]) within++;
  return within / truth.length;
}

/**
 * Interval score: the mean width, plus 2 / (1 - level) times the distance of the truth where it lies outside.
 *
 * @source Gneiting & Raftery (2007), Journal of the American Statistical Association 102, 359-378, equation 43.
 */
export function intervalScore(truth: Float64Array, { level, lower, upper }: Interval): number {
  let sum = 0;
  for (let h = 0; h < truth.length; h++) {
    const outside = Math.max(0, lower[h] - truth[h], truth[h] - upper[h]);
    sum += upper[h] - lower[h] + (2 / (1 - level)) * outside;
  }
  return sum / truth.length;
}

/** Mean pinball loss of a quantile forecast. @source Koenker & Bassett (1978), Econometrica 46, 33-50. */
export function pinball(truth: Float64Array, quantile: Float64Array, p: number): number {
  let sum = 0;
  for (let h = 0; h < truth.length; h++) {
    const miss = truth[h] - quantile[h];
    sum += miss >= 0 ? p * miss : (p - 1) * miss;
  }
  return sum / truth.length;
}

/**
 * Weighted interval score: half the absolute error of the mean, and (1 - level) / 2 of each interval score, over the
 * number of intervals and a half. It is the mean pinball loss of all ends, doubled.
 *
 * @source Bracher, Ray, Gneiting & Reich (2021), PLOS Computational Biology 17(2), e1008618.
 */
export function weightedIntervalScore(
  truth: Float64Array,
  mean: Float64Array,
  intervals: readonly Interval[],
): number {
  const middle = pinball(truth, mean, 0.5);
  const weighted = intervals.map((one) => ((1 - one.level) / 2) * intervalScore(truth, one));
  return (middle + weighted.reduce((a, b) => a + b, 0)) / (intervals.length + 0.5);
}
