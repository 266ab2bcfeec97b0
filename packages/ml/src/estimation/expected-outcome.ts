import type { ClassificationOutcome } from '../metrics/index.ts';

/** Answers to rows whose truth is not known yet. */
export interface UnlabeledAnswers {
  /** Probability of each class per row, row-major: calibrated, else what is expected of them is wrong. Length n * nClasses. */
  readonly probabilities: Float64Array;
  readonly nClasses: number;
  /** The class that was called in each row, where that is not the most probable one. Length n. */
  readonly called?: Int32Array;
  /** How much each row counts. Length n. Default 1 each. */
  readonly weights?: Float64Array;
}

/**
 * What is to be expected if the probabilities are right: every row once for each class that it may be of, as much as it may.
 *
 * A metric of it is that of the expected confusion matrix, for metrics that ask for one, and the expected rank statistic for
 * those that sort.
 *
 * @returns n * nClasses rows; those of row i stand at i * nClasses + class.
 */
export function expectedOutcome({
  probabilities,
  nClasses,
  called,
  weights,
}: UnlabeledAnswers): ClassificationOutcome {
  const nStates = probabilities.length;
  const repeated = new Float64Array(nStates * nClasses);
  for (let state = 0; state < nStates; state++) {
    const row = Math.floor(state / nClasses) * nClasses;
    repeated.set(probabilities.subarray(row, row + nClasses), state * nClasses);
  }
  return {
    kind: 'classification',
    truth: Int32Array.from({ length: nStates }, (_, state) => state % nClasses),
    probabilities: repeated,
    nClasses,
    weights: probabilities.map((p, state) => p * (weights?.[Math.floor(state / nClasses)] ?? 1)),
    ...(called && {
      called: Int32Array.from({ length: nStates }, (_, s) => called[Math.floor(s / nClasses)]),
    }),
  };
}
