import { AppError } from '@kaizenml/contracts';
import { answeredClass } from '../math/index.ts';

/** The truth and the answers of a classifier. */
export interface ClassificationOutcome {
  readonly kind: 'classification';
  /** True class per row, 0 to nClasses - 1. Length n. */
  readonly truth: Int32Array;
  /** Probability of each class per row, row-major. Length n * nClasses. */
  readonly probabilities: Float64Array;
  readonly nClasses: number;
  /** The class that was called in each row, where that is not the most probable one. Length n. */
  readonly called?: Int32Array;
  /** How much each row counts. Length n. Default 1 each. */
  readonly weights?: Float64Array;
}

/** The truth and the answers of a regressor. */
export interface RegressionOutcome {
  readonly kind: 'regression';
  /** Length n. */
  readonly truth: Float64Array;
  /** Length n. Where quantiles are answered, the middle one. */
  readonly predicted: Float64Array;
  /** How much each row counts. Length n. Default 1 each. */
  readonly weights?: Float64Array;
  /** Group of each row, such as the query that it is a hit of: n codes, in any order. */
  readonly groups?: Int32Array;
  /** All quantiles that were answered. */
  readonly quantiles?: AnsweredQuantiles;
}

/** Quantiles of several levels for each row. */
export interface AnsweredQuantiles {
  /** Shares of rows that shall lie below, rising. */
  readonly levels: readonly number[];
  /** One quantile per level and row, row-major. Length n * levels. */
  readonly values: Float64Array;
}

export type Outcome = ClassificationOutcome | RegressionOutcome;

/** Number of rows of an outcome. */
export function outcomeLength(outcome: Outcome): number {
  return outcome.truth.length;
}

/** How much each row counts: what the outcome says, else 1 each. @shape n */
export function rowWeights(outcome: Outcome): Float64Array {
  return outcome.weights ?? new Float64Array(outcomeLength(outcome)).fill(1);
}

/**
 * The outcome, known to be a classifier's with fitting lengths.
 *
 * @param reader Name of what reads it, for the sentence.
 * @throws ARGUMENT_INVALID for a regressor's outcome, SHAPE_MISMATCH when lengths differ.
 */
export function asClassification(reader: string, outcome: Outcome): ClassificationOutcome {
  if (outcome.kind !== 'classification') throw wrongKind(reader, 'classification', outcome.kind);
  const expected = outcome.truth.length * outcome.nClasses;
  if (outcome.probabilities.length !== expected)
    throw wrongLength(reader, 'probabilities', expected, outcome.probabilities.length);
  return outcome;
}

/**
 * The outcome, known to be a regressor's with fitting lengths.
 *
 * @param reader Name of what reads it, for the sentence.
 * @throws ARGUMENT_INVALID for a classifier's outcome, SHAPE_MISMATCH when lengths differ.
 */
export function asRegression(reader: string, outcome: Outcome): RegressionOutcome {
  if (outcome.kind !== 'regression') throw wrongKind(reader, 'regression', outcome.kind);
  if (outcome.predicted.length !== outcome.truth.length)
    throw wrongLength(reader, 'predictions', outcome.truth.length, outcome.predicted.length);
  return outcome;
}

/**
 * The quantiles of an outcome; a number per row counts as the median.
 *
 * @param reader Name of what reads it, for the sentence.
 * @throws ARGUMENT_INVALID for a classifier's outcome, SHAPE_MISMATCH when lengths differ.
 */
export function asQuantiles(
  reader: string,
  outcome: Outcome,
): AnsweredQuantiles & Pick<RegressionOutcome, 'truth'> {
  const { truth, predicted, quantiles } = asRegression(reader, outcome);
  const { levels, values } = quantiles ?? { levels: [0.5], values: predicted };
  const expected = truth.length * levels.length;
  if (values.length !== expected) throw wrongLength(reader, 'quantiles', expected, values.length);
  return { truth, levels, values };
}

/**
 * The class that is answered in each row: the one that was called, else by the rule of `answeredClass`.
 *
 * @shape n
 */
export function predictedClasses(outcome: ClassificationOutcome): Int32Array {
  const { truth, probabilities, nClasses, called } = outcome;
  if (called !== undefined) return called;
  const predicted = new Int32Array(truth.length);
  for (let i = 0; i < predicted.length; i++)
    predicted[i] = answeredClass(probabilities, i, nClasses);
  return predicted;
}

/**
 * The probability of one class in each row.
 *
 * @shape n
 */
export function classScores(outcome: ClassificationOutcome, code: number): Float64Array {
  const { truth, probabilities, nClasses } = outcome;
  const scores = new Float64Array(truth.length);
  for (let i = 0; i < scores.length; i++) scores[i] = probabilities[i * nClasses + code];
  return scores;
}

function wrongKind(reader: string, expected: Outcome['kind'], received: Outcome['kind']): AppError {
  return new AppError('ARGUMENT_INVALID', {
    message: `${reader} must be given a ${expected} outcome, got a ${received} outcome.`,
    hint: 'Take the metrics of the task from `metricsFor(task)`.',
    details: { reader, expected, received },
  });
}

function wrongLength(reader: string, what: string, expected: number, received: number): AppError {
  return new AppError('SHAPE_MISMATCH', {
    message: `${reader} must be given ${expected} ${what}, got ${received}.`,
    hint: 'Give one answer per row of the truth.',
    details: { reader, what, expected, received },
  });
}
