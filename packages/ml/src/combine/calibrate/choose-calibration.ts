import type { Estimate } from '@kaizenml/contracts';
import { log } from '../../math/index.ts';
import { type ClassificationOutcome, predictedClasses } from '../../metrics/index.ts';
import { sampleMoments } from '../../stats/index.ts';
import { type FoldRows, foldsOf } from '../library/folds.ts';
import { assertLength } from '../library/library.ts';
import { sampledRows } from '../library/sampled-rows.ts';
import { putAnswers, takeAnswers, takeOutcomeRows } from '../library/take-rows.ts';
import {
  assertStated,
  CALIBRATIONS,
  type Calibration,
  type CalibrationKind,
  calibrate,
} from './calibration.ts';
import { calibrationError } from './reliability-curve.ts';

/** What one kind of calibration is worth on rows that it has not learned from. */
export interface CalibrationResult {
  readonly kind: CalibrationKind;
  readonly title: string;
  readonly logLoss: number;
  /** By how much the log loss drops against none, with its 95 % interval over rows. */
  readonly gain: Estimate;
  /** Expected calibration error, ten bins of equal width. */
  readonly error: number;
}

export interface CalibrationChoice {
  /** Learned from all rows. */
  readonly calibration: Calibration;
  /** In the order of what is learned, `none` first. */
  readonly results: readonly CalibrationResult[];
  /** Probabilities by what was learned from other folds: what thresholds learn from. @shape n * nClasses */
  readonly probabilities: Float64Array;
  /** What was chosen and why, in one sentence. */
  readonly sentence: string;
}

/**
 * Chooses how to calibrate: the kind with the least log loss out of fold, or none when that is not one standard error
 * better than none. Steps make ties, and ties cost ranks: isotonic regression must be one standard error better than every
 * smooth map. What is called right says little of how sure one may be: nothing is chosen by fewer than 20 wrong calls.
 *
 * @param outcome Truth and out-of-fold probabilities of n rows.
 * @param foldOf Fold of each row. Length n.
 * @throws What `fitCalibration` throws; ARGUMENT_INVALID for fewer than two folds.
 * @cost One fit of every kind per fold of 10 000 rows at most, and one more of the chosen: less than a second of two classes.
 * @source Breiman, Friedman, Olshen & Stone (1984), "Classification and Regression Trees", 3.4.3, for one standard error.
 */
export function chooseCalibration(
  outcome: ClassificationOutcome,
  foldOf: Int32Array,
): CalibrationChoice {
  assertStated('chooseCalibration', outcome);
  assertLength('chooseCalibration', 'folds', outcome.truth.length, foldOf.length);
  const rows = sampledRows(outcome.truth.length, nJudgedRows(outcome));
  const judged = takeOutcomeRows(outcome, rows);
  const judgedFolds = foldsOf(
    'chooseCalibration',
    rows.map((row) => foldOf[row]),
  );
  const plain = rowLosses(judged);
  const tried = CALIBRATIONS.filter(({ suits }) => suits(outcome.nClasses)).map((map) => {
    const probabilities = crossCalibrate(judged, judgedFolds, map.fit);
    const losses = rowLosses({ ...judged, probabilities });
    const { mean, sd } = sampleMoments(plain.map((loss, i) => loss - losses[i]));
    return { map, probabilities, mean, standardError: sd / Math.sqrt(plain.length), losses };
  });
  const best = tried.reduce((one, each) => {
    if (each.map.kind !== 'isotonic') return each.mean > one.mean ? each : one;
    const { mean, sd } = sampleMoments(one.losses.map((loss, i) => loss - each.losses[i]));
    return mean > sd / Math.sqrt(plain.length) ? each : one;
  });
  const nWrong = countWrong(outcome);
  const chosen = nWrong >= MIN_WRONG && best.mean > best.standardError ? best : tried[0];
  const results = tried.map(({ map, probabilities, mean, standardError, losses }) => ({
    kind: map.kind,
    title: map.title,
    logLoss: sampleMoments(losses).mean,
    gain: estimateOf(mean, standardError),
    error: calibrationError({ ...judged, probabilities }),
  }));
  const folds = foldsOf('chooseCalibration', foldOf);
  return {
    calibration: chosen.map.fit(outcome),
    results,
    probabilities:
      judged.truth.length === outcome.truth.length
        ? chosen.probabilities
        : crossCalibrate(outcome, folds, chosen.map.fit),
    sentence:
      nWrong < MIN_WRONG
        ? `Probabilities are left as they are: out of fold ${nWrong} of ${foldOf.length} rows are called wrong, too few to learn a correction from.`
        : sentenceOf(results, chosen.map.kind, best.map.title),
  };
}

/** Wrong calls that a correction is chosen by, at least. */
const MIN_WRONG = 20;

function countWrong(outcome: ClassificationOutcome): number {
  const called = predictedClasses(outcome);
  return outcome.truth.reduce((count, code, i) => count + (code === called[i] ? 0 : 1), 0);
}

/** Rows that kinds are judged on, and that the chosen one learns from without a fold: fewer of many classes. */
function nJudgedRows({ nClasses }: ClassificationOutcome): number {
  return Math.max(2000, Math.min(10_000, Math.floor(200_000 / nClasses)));
}

/** Probabilities of each fold by what is learned from the others. */
function crossCalibrate(
  outcome: ClassificationOutcome,
  folds: readonly FoldRows[],
  fit: (outcome: ClassificationOutcome) => Calibration,
): Float64Array {
  const { probabilities, nClasses } = outcome;
  const all = new Float64Array(probabilities.length);
  for (const { held, others } of folds) {
    const known = sampledRows(others.length, nJudgedRows(outcome)).map((at) => others[at]);
    const calibration = fit(takeOutcomeRows(outcome, known));
    const answers = calibrate(calibration, takeAnswers(probabilities, held, nClasses));
    putAnswers(all, answers, { rows: held, width: nClasses });
  }
  return all;
}

function rowLosses({ truth, probabilities, nClasses }: ClassificationOutcome): Float64Array {
  return Float64Array.from(
    truth,
    (code, i) => -log(Math.max(Number.EPSILON, probabilities[i * nClasses + code])),
  );
}

function estimateOf(value: number, standardError: number): Estimate {
  return standardError > 0
    ? { value, low: value - 1.96 * standardError, high: value + 1.96 * standardError }
    : { value, low: null, high: null };
}

function sentenceOf(
  results: readonly CalibrationResult[],
  kind: CalibrationKind,
  bestTitle: string,
): string {
  const [none] = results;
  const chosen = results.find((each) => each.kind === kind) ?? none;
  const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
  if (kind !== 'none')
    return `Probabilities are corrected by ${chosen.title}: out of fold the log loss drops by ${chosen.gain.value.toPrecision(2)}, and the calibration error from ${percent(none.error)} to ${percent(chosen.error)}.`;
  return bestTitle === none.title
    ? `Probabilities are left as they are: no correction has a lower log loss out of fold, and their calibration error is ${percent(none.error)}.`
    : `Probabilities are left as they are: the best correction, ${bestTitle}, is not one standard error better out of fold, and their calibration error is ${percent(none.error)}.`;
}
