import type { Estimate } from '@kaizenml/contracts';
import {
  type ClassificationOutcome,
  type CostMatrix,
  predictedClasses,
} from '../../metrics/index.ts';
import { sampleMoments } from '../../stats/index.ts';
import { assertStated } from '../calibrate/calibration.ts';
import { foldsOf } from '../library/folds.ts';
import { assertLength } from '../library/library.ts';
import { ruleOfCosts } from './cost-matrix.ts';
import { crossCalls } from './cross-calls.ts';
import { type Decision, decide } from './decision.ts';
import { inWords } from './in-words.ts';
import { sweepThresholds } from './sweep-thresholds.ts';

/** A rule that respects costs, and what it is worth. */
export interface CostChoice {
  readonly decision: Decision;
  /** Whether the rule follows from the costs and probabilities, or was found on the rows. */
  readonly origin: 'costs' | 'rows';
  /** Cost per row with its 95 % interval. */
  readonly cost: Estimate;
  /** Cost per row of calling the most probable class. */
  readonly costOfMostProbable: Estimate;
  /** Cost per row of the threshold that was cheapest on the rows, judged on rows that had no part in it. Two classes only. */
  readonly costOfSweep?: Estimate;
  /** What the rule does, in one sentence. */
  readonly sentence: string;
}

/**
 * A rule that calls classes at least cost.
 *
 * For calibrated probabilities it follows from the costs alone. Of two classes the threshold that was cheapest on the
 * rows is tried too, each fold by the one of the other folds, and taken only when it is one standard error cheaper:
 * then the probabilities are not as calibrated as they should be.
 *
 * @param outcome Truth and calibrated out-of-fold probabilities of n rows.
 * @throws ARGUMENT_INVALID, SHAPE_MISMATCH, TABLE_EMPTY, TARGET_UNUSABLE
 * @cost O(n log n) per fold
 * @source Elkan (2001), IJCAI; Sheng & Ling (2006), "Thresholding for Making Classifiers Cost-sensitive", AAAI.
 */
export function chooseByCosts(
  outcome: ClassificationOutcome,
  costs: CostMatrix,
  foldOf: Int32Array,
): CostChoice {
  assertStated('chooseByCosts', outcome);
  assertLength('chooseByCosts', 'folds', outcome.truth.length, foldOf.length);
  const { truth, probabilities, nClasses } = outcome;
  const rule = ruleOfCosts(costs, nClasses);
  const costsOf = (called: Int32Array) => Float64Array.from(called, (c, i) => costs[truth[i]][c]);
  const byRule = costsOf(decide(rule, probabilities));
  const common = { costOfMostProbable: meanOf(costsOf(predictedClasses(outcome))) };
  const settled = {
    ...common,
    decision: rule,
    origin: 'costs',
    cost: meanOf(byRule),
    sentence: inWords(rule),
  } as const;
  if (nClasses > 2) return settled;
  const learn = (part: ClassificationOutcome): Decision => {
    const best = sweepThresholds(part, (calls) => -costOfCalls(costs, calls));
    return best ? { kind: 'threshold', threshold: best.threshold } : rule;
  };
  const bySweep = costsOf(crossCalls(outcome, foldsOf('chooseByCosts', foldOf), learn));
  const costOfSweep = meanOf(bySweep);
  const { mean, sd } = sampleMoments(byRule.map((cost, i) => cost - bySweep[i]));
  if (!(mean > sd / Math.sqrt(truth.length))) return { ...settled, costOfSweep };
  const decision = learn(outcome);
  return {
    ...common,
    decision,
    origin: 'rows',
    cost: costOfSweep,
    costOfSweep,
    sentence: inWords(decision),
  };
}

function costOfCalls(costs: CostMatrix, calls: Float64Array): number {
  return (
    calls[0] * costs[0][0] +
    calls[1] * costs[0][1] +
    calls[2] * costs[1][0] +
    calls[3] * costs[1][1]
  );
}

function meanOf(costs: Float64Array): Estimate {
  const { mean, sd, n } = sampleMoments(costs);
  const half = (1.96 * sd) / Math.sqrt(n);
  return half > 0
    ? { value: mean, low: mean - half, high: mean + half }
    : { value: mean, low: null, high: null };
}
