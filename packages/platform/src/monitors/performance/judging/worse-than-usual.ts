import type { Estimate } from '@kaizenml/contracts';
import { inflationOf } from '@kaizenml/ml/drift';
import { normalTail } from '@kaizenml/ml/stats';
import { type Measured, measureOutcomes, Z_95 } from '../outcomes/measure-outcomes.ts';
import type { LatestSeasons } from './labelled-past.ts';
import { errorOf, type StatedEstimate, surelyWorse, type Worse } from './surely-worse.ts';

/** What is held against what is usual. */
export interface HeldMetric {
  readonly measured: Measured;
  readonly realised: Estimate;
  /** In training. */
  readonly reference: Estimate;
  readonly better: 'higher' | 'lower';
  readonly margin: number;
}

/**
 * Whether a value is surely worse than in training at such hours: the error in training, times as much as errors of these hours are of
 * those of all hours in the latest seasons, whatever version answered. A model that has become worse at all hours is so by what it was in
 * training; of metrics that end at 1 what is missing to it is the error.
 *
 * As much further as that share differs from season to season than independent rows would, the value may now. Seasons that are not calm
 * differ since answers were worse, which is no measure of chance.
 *
 * @returns With the value that was to be expected; undefined where the metric is not defined of the seasons.
 * @source Hyndman & Athanasopoulos (2021), "Forecasting: principles and practice", 3.4, for multiplicative seasonal components; Birge
 * (1932), Physical Review 40, 207-227, for errors by how far measurements differ.
 */
export function worseThanUsual(
  { measured, realised, reference, better, margin }: HeldMetric,
  { outcomes, areCalm }: LatestSeasons,
): { readonly worse: Worse; readonly usual: number } | undefined {
  const lossOf = (value: number) => (better === 'higher' ? 1 - value : value);
  const shares = outcomes.flatMap(({ hours, all }): MeasuredShare[] => {
    const [then, ever] = [hours, all].map((each) => measureOutcomes(each, measured));
    const loss = ever && lossOf(ever.value);
    if (then === undefined || loss === undefined || !(loss > 0)) return [];
    return [{ value: lossOf(then.value) / loss, error: errorAt95(then) / loss }];
  });
  if (shares.length === 0) return undefined;
  const share = meanOf(shares);
  const deviates =
    shares.length < 2 || !areCalm
      ? []
      : shares.flatMap((one, i) => deviateOf(one, meanOf(shares.toSpliced(i, 1))));
  const usual = lossOf(lossOf(reference.value) * share.value);
  const error = Math.hypot(
    errorAt95(reference) * share.value,
    lossOf(reference.value) * share.error,
  );
  const current = widened(realised, inflationOfDeviates(deviates));
  return { worse: surelyWorse(current, around(usual, error), { better, margin }), usual };
}

/** How many times the error of all hours that of some is. */
interface MeasuredShare {
  readonly value: number;
  /** Standard error. */
  readonly error: number;
}

function meanOf(shares: readonly MeasuredShare[]): MeasuredShare {
  const value = shares.reduce((sum, each) => sum + each.value, 0) / shares.length;
  return { value, error: Math.hypot(...shares.map(({ error }) => error)) / shares.length };
}

/** How far two values differ, in errors of independent rows; none where no error is known. */
function deviateOf(one: MeasuredShare, other: MeasuredShare): number[] {
  const error = Math.hypot(one.error, other.error);
  return error > 0 ? [Math.abs(one.value - other.value) / error] : [];
}

function inflationOfDeviates(deviates: readonly number[]): number {
  return inflationOf(
    (inflation) => deviates.map((z) => 2 * normalTail(z / Math.sqrt(inflation))),
    Math.max(1, ...deviates.map((z) => z ** 2)),
  );
}

/** Standard error by an interval of 95 %; 0 where none is known. */
function errorAt95(estimate: Estimate): number {
  return errorOf({ ...estimate, z: Z_95 }) ?? 0;
}

function widened({ value, low, high }: Estimate, inflation: number): StatedEstimate {
  return { value, low, high, z: Z_95 / Math.sqrt(inflation) };
}

function around(value: number, error: number): StatedEstimate {
  return { value, low: value - error, high: value + error, z: 1 };
}
