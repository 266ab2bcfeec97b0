import { getPredictor } from '@kaizenml/ml/artifact';
import { teamTitle } from '../../models/index.ts';
import type { ModelPlan } from '../steps/model-plan.ts';

/** What a plan makes, as its row on a leaderboard tells it. */
export interface PlanWords {
  /** The estimator, or how several answers become one: `ensemble`, `mixture`, `stack`, `tuned`. */
  readonly estimator: string;
  /** For people: `Ensemble of 5 models (3 boosted trees, logistic regression, random forest)`. */
  readonly title: string;
}

/** Names what a plan makes. */
export function planWords({ candidates, combination, tunes }: ModelPlan): PlanWords {
  if (tunes !== undefined) return { estimator: 'tuned', title: `${tunes}, fine-tuned` };
  const titles = candidates.map(({ estimator }) => getPredictor(estimator).title);
  return combination === undefined || candidates.length < 2
    ? { estimator: candidates[0]?.estimator ?? '', title: titles[0] ?? '' }
    : { estimator: combination.kind, title: teamTitle(combination.kind, titles) };
}
