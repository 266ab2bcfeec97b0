import { log, type SparseMatrix } from '../../math/index.ts';
import type { Estimator } from '../estimator.ts';
import type { ClassificationTarget } from '../refusals.ts';
import {
  COUNT_TRAITS,
  type CountScores,
  countByClass,
  countForms,
  SMOOTHING_PARAM,
} from './counts/index.ts';
import { classMass, logPriors, PRIOR_PARAM } from './posterior/index.ts';

const params = { smoothing: SMOOTHING_PARAM, prior: PRIOR_PARAM } as const;

const name = 'multinomial-naive-bayes';

/**
 * Naive Bayes for counts, such as words of a text: in each class, every count is drawn from one
 * distribution over the columns.
 *
 * The weight of a column in a class is log((count + smoothing) / (all counts + smoothing p)).
 *
 * @shape x: n x p, at least 0, y: n
 * @throws SHAPE_MISMATCH, TABLE_EMPTY, ARGUMENT_INVALID for values below 0, a target of numbers or unusable weights.
 * @cost O(entries + p k) to fit, O(entries x k) to predict.
 * @source McCallum & Nigam (1998), "A comparison of event models for naive Bayes text classification",
 * AAAI-98 Workshop on Learning for Text Categorization.
 */
export const multinomialNaiveBayes: Estimator<typeof params, CountScores> = {
  name,
  title: 'Multinomial naive Bayes',
  params,
  traits: COUNT_TRAITS,
  source: 'McCallum & Nigam (1998), AAAI-98 Workshop on Learning for Text Categorization.',
  ...countForms(name, learn),
};

function learn(
  x: SparseMatrix,
  target: ClassificationTarget,
  { smoothing, prior }: { smoothing: number; prior: 'learned' | 'uniform' },
  rowWeights: Float64Array | undefined,
): CountScores {
  const k = target.nClasses;
  const { counts, totals } = countByClass(x, target, rowWeights);
  const weights = counts.map((count, at) =>
    log((count + smoothing) / (totals[at % k] + smoothing * x.nColumns)),
  );
  const priors = logPriors(classMass(target, rowWeights), prior);
  return { nColumns: x.nColumns, priors, weights };
}
