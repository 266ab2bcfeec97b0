import { answerMicros } from '@kaizenml/ml/combine';
import type { Trial } from '../../../../automl/index.ts';

/** What the roles of a leaderboard go by, reckoned anew from a trial. */
export interface RoleFacts {
  readonly id: string;
  /** Mean of the metric over folds. */
  readonly value: number;
  readonly microsPerRow: number;
  /** What a person would have to read; infinite where nobody could. */
  readonly nParts: number;
}

export function roleFacts({ candidate, scores, sizeBytes = 0, nParts }: Trial): RoleFacts {
  return {
    id: candidate.id,
    value: scores.reduce((sum, score) => sum + score, 0) / scores.length,
    microsPerRow: answerMicros(candidate.estimator, sizeBytes),
    nParts: nParts ?? Number.POSITIVE_INFINITY,
  };
}
