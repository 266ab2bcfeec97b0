import type { ClassificationOutcome } from '../../metrics/index.ts';
import type { FoldRows } from '../library/folds.ts';
import { takeOutcomeRows } from '../library/take-rows.ts';
import { type Decision, decide } from './decision.ts';

/** The called class of each row by the rule that was learned from the rows of other folds. @shape n */
export function crossCalls(
  outcome: ClassificationOutcome,
  folds: readonly FoldRows[],
  learn: (outcome: ClassificationOutcome) => Decision,
): Int32Array {
  const called = new Int32Array(outcome.truth.length);
  for (const { held, others } of folds) {
    const rule = learn(takeOutcomeRows(outcome, others));
    const answers = decide(rule, takeOutcomeRows(outcome, held).probabilities);
    held.forEach((row, i) => {
      called[row] = answers[i];
    });
  }
  return called;
}

/** An outcome in which the called class of each row has probability 1. */
export function certainOf(
  { truth, nClasses }: ClassificationOutcome,
  called: Int32Array,
): ClassificationOutcome {
  const probabilities = new Float64Array(truth.length * nClasses);
  called.forEach((code, i) => {
    probabilities[i * nClasses + code] = 1;
  });
  return { kind: 'classification', truth, probabilities, nClasses };
}
