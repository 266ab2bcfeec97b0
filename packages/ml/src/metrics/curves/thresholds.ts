import {
  asClassification,
  type ClassificationOutcome,
  classScores,
  rowWeights,
} from '../outcome.ts';
import { rank } from '../ranking.ts';

/** What is called positive when the probability must be at least `threshold`. */
export interface ThresholdCounts {
  readonly threshold: number;
  readonly truePositives: number;
  readonly falsePositives: number;
}

/**
 * Counts at every distinct probability of a class, highest first; a row of weight 2 counts as two.
 *
 * @throws ARGUMENT_INVALID, SHAPE_MISMATCH
 * @cost O(n log n)
 */
export function countsByThreshold(
  reader: string,
  outcome: ClassificationOutcome,
  positive: number,
): { points: ThresholdCounts[]; positives: number; negatives: number } {
  const { truth } = asClassification(reader, outcome);
  const scores = classScores(outcome, positive);
  const { order, startsTie } = rank(scores);
  const points: ThresholdCounts[] = [];
  let truePositives = 0;
  let falsePositives = 0;
  let told = 0;
  const weights = rowWeights(outcome);
  for (let k = order.length - 1; k >= 0; k--) {
    if (truth[order[k]] === positive) truePositives += weights[order[k]];
    else falsePositives += weights[order[k]];
    const sum = truePositives + falsePositives;
    if (startsTie[k] === 0 || sum === told) continue;
    told = sum;
    points.push({ threshold: scores[order[k]], truePositives, falsePositives });
  }
  return { points, positives: truePositives, negatives: falsePositives };
}
