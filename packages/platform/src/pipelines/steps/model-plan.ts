import { AppError } from '@kaizenml/contracts';
import type { Calibration, Combination, Decision, QuantileShift } from '@kaizenml/ml/combine';
import type { Candidate } from '@kaizenml/ml/search';
import type { Trial } from '../../automl/index.ts';

/** What is to be fitted: candidates, and how their answers become one. */
export interface ModelPlan {
  /** In the order of `combination.members`; one without a combination. */
  readonly candidates: readonly Candidate[];
  /** Absent for a single model. */
  readonly combination?: Combination;
  /** Of classes or quantiles; absent where these stay as they are. */
  readonly calibration?: Calibration | QuantileShift;
  /** How probabilities become a called class; absent: the most probable one. */
  readonly decision?: Decision;
  /** Each candidate is the mean of one fit per fold, instead of one fit on all training rows. */
  readonly isBagged: boolean;
  /** What people call the model that is kept, where the candidate corrects one. */
  readonly tunes?: string;
}

/** Everything that a run fits besides the baselines. */
export interface ModelPlans {
  readonly champion: ModelPlan;
  /** Near the best, and much faster. */
  readonly small?: RolePlan;
  /** Short enough to be read. */
  readonly interpretable?: RolePlan;
}

/** A model that is kept beside the champion, for what it is good at. */
export interface RolePlan {
  readonly plan: ModelPlan;
  /** False when no model is within the limits of the role and this one comes nearest. */
  readonly isWithinLimits: boolean;
  /** Why it was chosen, and what it costs. */
  readonly sentence: string;
}

/** The plan of the best model alone. @param trials Best first. @throws SEARCH_FAILED when only baselines are among them. */
export function bestSingle(trials: readonly Trial[]): ModelPlan {
  const finished = trials.filter(({ status }) => status === 'finished');
  const best = finished.find(({ candidate }) => !candidate.isBaseline);
  if (best) return { candidates: [best.candidate], isBagged: false };
  throw new AppError('SEARCH_FAILED', {
    message: 'The search must leave a trained model, got only baselines.',
    hint: 'Give it more time with `--budget 5m`.',
    details: { nFinished: finished.length },
  });
}
