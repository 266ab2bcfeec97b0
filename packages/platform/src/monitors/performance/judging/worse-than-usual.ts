import type { Estimate } from '@kaizenml/contracts';
import { inflationOf } from '@kaizenml/ml/drift';
import { normalTail } from '@kaizenml/ml/stats';
import { type Measured, measureOutcomes, Z_95 } from '../outcomes/measure-outcomes.ts';
import { addOutcomes, noOutcomes, type OutcomeCounts } from '../outcomes/outcome-counts.ts';
import type { SeasonOutcomes } from './labelled-past.ts';
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

/** Labelled rows of windows that are held against each other. */
const LEAST_ROWS = 30;

/**
 * Whether a value is surely worse than in training at such hours: the value in training, moved by as much as these hours differ from all
 * others of the latest seasons. A model that has become worse at all hours is so by what it was in training.
 *
 * As much further as these hours differ from season to season than independent rows would, they may now.
 *
 * @returns With the value that was to be expected; undefined where the metric is not defined of the seasons.
 * @source Hyndman & Athanasopoulos (2021), "Forecasting: principles and practice", 3.4, for additive seasonal components; Birge (1932),
 * Physical Review 40, 207-227, for errors by how far measurements differ.
 */
export function worseThanUsual(
  { measured, realised, reference, better, margin }: HeldMetric,
  { sameHours, all }: SeasonOutcomes,
): { readonly worse: Worse; readonly usual: number } | undefined {
  const [then, ever] = [together(sameHours), all].map((each) => measureOutcomes(each, measured));
  if (then === undefined || ever === undefined) return undefined;
  const usual = reference.value + then.value - ever.value;
  const inflation = inflationAmong(sameHours, measured);
  const errors = [reference, then].map((each) => errorOf({ ...each, z: Z_95 }) ?? 0);
  const expected = around(usual, Math.hypot(...errors));
  const worse = surelyWorse(widened(realised, inflation), expected, { better, margin });
  return { worse, usual };
}

/**
 * Whether a value is surely worse than in training, where its windows may differ further from each other than independent rows would: rows
 * of an hour have something in common, and the hours of a verdict are not all hours.
 *
 * @param windows In order of time; those with few rows are taken together.
 */
export function worseAmongWindows(
  { measured, realised, reference, better, margin }: HeldMetric,
  windows: readonly OutcomeCounts[],
): Worse {
  const inflation = inflationAmong(inParts(windows), measured);
  const expected = { ...reference, z: Z_95 };
  return surelyWorse(widened(realised, inflation), expected, { better, margin });
}

/** How many rows count as one, by how far each part differs from the others. */
function inflationAmong(parts: readonly OutcomeCounts[], measured: Measured): number {
  if (parts.length < 2) return 1;
  const deviates = parts.flatMap((one, i) =>
    deviateOf(one, together(parts.toSpliced(i, 1)), measured),
  );
  return inflationOf(
    (inflation) => deviates.map((z) => 2 * normalTail(z / Math.sqrt(inflation))),
    Math.max(1, ...deviates.map((z) => z ** 2)),
  );
}

/** How far two outcomes differ, in errors of independent rows; none where the metric is not defined of one. */
function deviateOf(one: OutcomeCounts, others: OutcomeCounts, measured: Measured): number[] {
  const [a, b] = [one, others].map((each) => measureOutcomes(each, measured));
  if (a === undefined || b === undefined) return [];
  const errors = [a, b].map((each) => errorOf({ ...each, z: Z_95 }));
  const error = Math.hypot(errors[0] ?? Number.NaN, errors[1] ?? Number.NaN);
  return error > 0 ? [Math.abs(a.value - b.value) / error] : [];
}

function together(all: readonly OutcomeCounts[]): OutcomeCounts {
  const sum = noOutcomes();
  for (const one of all) addOutcomes(sum, one);
  return sum;
}

/** Windows that follow each other, each part with enough rows; the last ones belong to the part before. */
function inParts(windows: readonly OutcomeCounts[]): OutcomeCounts[] {
  const parts: OutcomeCounts[] = [];
  let open = noOutcomes();
  for (const window of windows) {
    addOutcomes(open, window);
    if (open.nRows < LEAST_ROWS) continue;
    parts.push(open);
    open = noOutcomes();
  }
  const last = parts.at(-1);
  if (last !== undefined) addOutcomes(last, open);
  return parts;
}

function widened({ value, low, high }: Estimate, inflation: number): StatedEstimate {
  return { value, low, high, z: Z_95 / Math.sqrt(inflation) };
}

function around(value: number, error: number): StatedEstimate {
  return { value, low: value - error, high: value + error, z: 1 };
}
