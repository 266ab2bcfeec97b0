import type { ModelPlan } from '../model-plan.ts';
import type { SplitOutput } from '../split.ts';

/** Rows up to which the rows of one fold more or less change what is learned. */
const MAX_ROWS = 10_000;
/** Estimators that change much with their rows: the mean of five fits is better than one, decision 0042. */
const VARYING: ReadonlySet<string> = new Set([
  'decision-tree',
  'random-forest',
  'extra-trees',
  'boosted-trees',
  'multilayer-perceptron',
]);

/**
 * Whether a plan is fitted once per fold, and answers with the mean.
 *
 * Only a single model is: several already average. Folds by time are none for it, since the first ones know old rows only.
 */
export function isBagged(
  { candidates }: Pick<ModelPlan, 'candidates'>,
  { train, kind, folds }: Pick<SplitOutput, 'train' | 'kind' | 'folds'>,
): boolean {
  const [candidate, ...others] = candidates;
  return (
    others.length === 0 &&
    candidate !== undefined &&
    VARYING.has(candidate.estimator) &&
    train.length <= MAX_ROWS &&
    kind !== 'time' &&
    folds.length > 2
  );
}

/** Fits of the whole training part that each member of a plan takes. */
export function fitsEach(
  plan: Pick<ModelPlan, 'candidates'>,
  split: Pick<SplitOutput, 'train' | 'kind' | 'folds'>,
): number {
  return isBagged(plan, split) ? split.folds.length - 1 : 1;
}
