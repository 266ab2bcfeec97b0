import { stateCheck } from '../../models/state-reader.ts';
import { assertLength } from '../library/library.ts';

/** Calls the second of two classes from this probability on; a threshold above 1 never does. */
export interface ThresholdRule {
  readonly kind: 'threshold';
  readonly threshold: number;
}

/** Calls the class whose expected cost is least, the first of equal ones. */
export interface CostRule {
  readonly kind: 'costs';
  readonly nClasses: number;
  /** Cost of calling class c what is class t, at t * nClasses + c. */
  readonly costs: Float64Array;
}

/** How probabilities become a called class. JSON and typed arrays. */
export type Decision = ThresholdRule | CostRule;

/** A threshold that no probability reaches. */
export const NEVER = 2;

const checkDecision = stateCheck<Decision>((state) => {
  if (state.field('kind').text(['threshold', 'costs']) === 'threshold') {
    const threshold = state.field('threshold').finite();
    if (threshold < 0) state.field('threshold').refuse('be at least 0');
    return;
  }
  const nClasses = state.field('nClasses').count(2);
  state.field('costs').numbers(Float64Array, nClasses * nClasses);
});

/**
 * The called class of each row.
 *
 * @shape probabilities: n * nClasses, row-major; the result has n codes.
 * @throws MODEL_ARTIFACT_INVALID for a damaged state, SHAPE_MISMATCH for another number of classes.
 * @cost O(n nClasses^2) for costs
 */
export function decide(decision: Decision, probabilities: Float64Array): Int32Array {
  checkDecision('decision', decision);
  const nClasses = decision.kind === 'threshold' ? 2 : decision.nClasses;
  const n = Math.floor(probabilities.length / nClasses);
  assertLength('decide', 'probabilities', n * nClasses, probabilities.length);
  const called = new Int32Array(n);
  if (decision.kind === 'threshold') {
    for (let i = 0; i < n; i++) called[i] = probabilities[2 * i + 1] >= decision.threshold ? 1 : 0;
    return called;
  }
  for (let i = 0; i < n; i++) called[i] = cheapestCall(decision, probabilities, i * nClasses);
  return called;
}

function cheapestCall(
  { costs, nClasses }: CostRule,
  probabilities: Float64Array,
  start: number,
): number {
  let best = 0;
  let least = Number.POSITIVE_INFINITY;
  for (let called = 0; called < nClasses; called++) {
    let expected = 0;
    for (let t = 0; t < nClasses; t++)
      expected += probabilities[start + t] * costs[t * nClasses + called];
    if (expected < least) {
      least = expected;
      best = called;
    }
  }
  return best;
}
