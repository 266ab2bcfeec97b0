import { AppError, type Estimate } from '@kaizenml/contracts';
import type { Random } from '../../math/index.ts';
import { quantileSorted, sampleMoments } from '../../stats/index.ts';

/** Scaled mistakes of two forecasts of the same end of a series. */
export interface PairedMistakes {
  /** Absolute mistake of each step in units of the seasonal change, of the forecast that is judged. Length h. */
  readonly ours: Float64Array;
  /** Of the one that it is compared with. Length h. */
  readonly theirs: Float64Array;
}

/** Series from which on chance between series says how sure a mean is, and steps below which one series says nothing of it. */
const [ENOUGH_SERIES, FEWEST_STEPS] = [10, 8];
const N_RESAMPLES = 1000;

/** One-sided 95 % quantile of Student's t by degrees of freedom, from 1. */
const T_95 = [6.314, 2.92, 2.353, 2.132, 2.015, 1.943, 1.895, 1.86, 1.833, 1.812] as const;
const T_95_BEYOND = 1.796;

/**
 * How much smaller the mean absolute scaled error of one forecast is than that of another one, on the same ends of the same series.
 *
 * Each series counts as much as any other. The interval is that of the mean over series: of ten or more by resampling them, of fewer
 * by Student's t. Of a single series it is that of the mean over its steps, whose mistakes move together: their covariances count up to
 * the root of the number of steps away (Newey & West). All steps of an end have one origin, so such an interval is rather too narrow
 * than too wide.
 *
 * @returns Positive when `ours` is better, with its 90 % interval; without ends for one series of fewer than 8 steps, and where
 * nothing varies. Undefined without a series.
 * @throws SHAPE_MISMATCH where two have different numbers of steps, or none.
 * @cost O(steps + 1000 series)
 * @source Diebold & Mariano (1995), "Comparing Predictive Accuracy"; Newey & West (1987), Econometrica 55, 703-708.
 */
export function pairedForecastGain(
  pairs: readonly PairedMistakes[],
  random: Random,
): Estimate | undefined {
  const means = pairs.map((pair) => differences(pair).mean);
  if (means.length === 0) return undefined;
  const value = sampleMoments(means).mean;
  if (means.length >= ENOUGH_SERIES) return { value, ...resampled(means, random) };
  const [only] = pairs;
  const error = means.length === 1 ? errorOfSteps(differences(only).values) : errorOf(means);
  const n = means.length === 1 ? only.ours.length : means.length;
  if (!(error > 0)) return { value, low: null, high: null };
  const half = (T_95[n - 2] ?? T_95_BEYOND) * error;
  return { value, low: value - half, high: value + half };
}

function differences({ ours, theirs }: PairedMistakes) {
  if (ours.length !== theirs.length || ours.length === 0)
    throw new AppError('SHAPE_MISMATCH', {
      message: `Two forecasts must have the same number of steps, at least one, got ${ours.length} and ${theirs.length}.`,
      hint: 'Compare forecasts of the same end of a series.',
      details: { ours: ours.length, theirs: theirs.length },
    });
  const values = ours.map((mistake, h) => theirs[h] - mistake);
  return { values, mean: sampleMoments(values).mean };
}

/** Standard error of the mean of independent values. */
function errorOf(values: readonly number[]): number {
  return sampleMoments(values).sd / Math.sqrt(values.length);
}

/** Standard error of the mean of values in order of time, by Bartlett's weights; 0 for too few. */
function errorOfSteps(values: Float64Array): number {
  const n = values.length;
  if (n < FEWEST_STEPS) return 0;
  const { mean } = sampleMoments(values);
  const covariance = (lag: number) => {
    let sum = 0;
    for (let t = lag; t < n; t++) sum += (values[t] - mean) * (values[t - lag] - mean);
    return sum / n;
  };
  const most = Math.floor(Math.sqrt(n));
  let variance = covariance(0);
  for (let lag = 1; lag <= most; lag++) variance += 2 * (1 - lag / (most + 1)) * covariance(lag);
  return Math.sqrt(variance / n);
}

function resampled(means: readonly number[], random: Random): Omit<Estimate, 'value'> {
  const draws = new Float64Array(N_RESAMPLES).map(() => {
    let sum = 0;
    for (let i = 0; i < means.length; i++) sum += means[random.below(means.length)];
    return sum / means.length;
  });
  draws.sort();
  if (draws[0] === draws[N_RESAMPLES - 1]) return { low: null, high: null };
  return { low: quantileSorted(draws, 0.05), high: quantileSorted(draws, 0.95) };
}
