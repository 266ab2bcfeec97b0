import type { Calibration, Combination, Decision } from '@kaizenml/ml/combine';
import type { Candidate } from '@kaizenml/ml/search';

/** What is to be fitted: candidates, and how their answers become one. */
export interface ModelPlan {
  /** In the order of `combination.members`; one without a combination. */
  readonly candidates: readonly Candidate[];
  /** Absent for a single model. */
  readonly combination?: Combination;
  /** Of classes; absent where probabilities stay as they are. */
  readonly calibration?: Calibration;
  /** How probabilities become a called class; absent: the most probable one. */
  readonly decision?: Decision;
  /** Each candidate is the mean of one fit per fold, instead of one fit on all training rows. */
  readonly isBagged: boolean;
}

/** A model that is kept beside the champion, for what it is good at. */
export interface RolePlan {
  readonly plan: ModelPlan;
  /** False when no model is within the limits of the role and this one comes nearest. */
  readonly isWithinLimits: boolean;
  /** Why it was chosen, and what it costs. */
  readonly sentence: string;
}
