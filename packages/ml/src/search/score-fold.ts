import { resolveParams } from '@kaizenml/contracts';
import { type Features, seededRandom } from '../math/index.ts';
import { getMetric, type Outcome } from '../metrics/index.ts';
import { answerRows, fitRows, getEstimator, middleLevel, type Target } from '../models/index.ts';
import type { Candidate } from './candidate.ts';

/** A candidate's result on one fold. */
export interface FoldScore {
  /** Value of the metric on the held-out part; null where the metric is not defined there. */
  readonly score: number | null;
  /** Time of the fit, milliseconds. */
  readonly fitMs: number;
  readonly predictMicrosPerRow: number;
  /** What it answered to the held-out part: a value per row, or the probability of each class per row. */
  readonly answers: Float64Array;
  /** What it has learned. */
  readonly state: unknown;
}

/** One fold's matrices and targets. */
export interface FoldParts {
  readonly xTrain: Features;
  readonly yTrain: Target;
  readonly xTest: Features;
  readonly yTest: Target;
}

/**
 * Fits a candidate on one part of a fold and scores it on the other.
 *
 * @param seed Seed of the fit; the same seed gives the same score on every machine.
 * @param metric Name of the metric.
 * @param clock Where the times come from.
 */
export function scoreFold(
  candidate: Candidate,
  parts: FoldParts,
  { seed, metric, clock }: { seed: number; metric: string; clock: { now(): number } },
): FoldScore {
  const estimator = getEstimator(candidate.estimator);
  const params = resolveParams(estimator.name, estimator.params, candidate.params);
  const startedAt = clock.now();
  const context = { random: seededRandom(seed) };
  const state = fitRows(estimator, parts.xTrain, parts.yTrain, params, context);
  const fittedAt = clock.now();
  const answers = answerRows(estimator, state, parts.xTest);
  const answeredAt = clock.now();
  const value = getMetric(metric).compute(toOutcome(parts.yTest, answers));
  return {
    score: Number.isFinite(value) ? value : null,
    fitMs: fittedAt - startedAt,
    predictMicrosPerRow: (1000 * (answeredAt - fittedAt)) / Math.max(1, parts.xTest.nRows),
    answers,
    state,
  };
}

/**
 * Truth and answers side by side, as metrics take them, with what is said of the rows. Where quantiles are asked for, a single
 * answer per row counts as the median.
 */
export function toOutcome(truth: Target, answers: Float64Array): Outcome {
  const weights = truth.weights && { weights: truth.weights };
  if (truth.kind === 'classification') {
    const { codes, nClasses } = truth;
    return { kind: 'classification', truth: codes, probabilities: answers, nClasses, ...weights };
  }
  const { values, groups, quantiles: levels } = truth;
  const told = {
    kind: 'regression',
    truth: values,
    ...weights,
    ...(groups && { groups }),
  } as const;
  if (levels === undefined || answers.length === values.length)
    return { ...told, predicted: answers };
  const middle = middleLevel(levels);
  const predicted = values.map((_, i) => answers[i * levels.length + middle]);
  return { ...told, predicted, quantiles: { levels, values: answers } };
}
