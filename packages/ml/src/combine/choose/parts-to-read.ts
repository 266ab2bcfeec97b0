import type { AdditiveState } from '../../models/additive/shapes/shapes.ts';
import type { RuleModel } from '../../models/rules/rule/rule-model.ts';
import type { Trees } from '../../models/tree/growth/trees.ts';

/** Weights of a linear model, one score after the other. */
interface Weighted {
  readonly weights: Float64Array;
}

/** Estimators whose states a person can read, with what there is to read. */
const COUNTS: Readonly<Record<string, (state: never) => number>> = {
  'least-squares': countWeights,
  ridge: countWeights,
  'elastic-net': countWeights,
  'generalized-linear': countWeights,
  logistic: countWeights,
  // Leaves of a tree are one more than its questions.
  'decision-tree': ({ nodes }: Trees) => nodes.length / 3 + 1,
  'rule-fit': ({ rules, lines }: RuleModel) => rules.length + lines.length,
  'additive-boosting': ({ curves, surfaces }: AdditiveState) =>
    curves.filter(({ contributions }) => contributions.some((each) => each !== 0)).length +
    surfaces.length,
};

/**
 * How much a person would have to read to know all that a model has learned: weights that are not 0, leaves, rules and
 * lines, or curves and surfaces.
 *
 * @param estimator Name of the estimator.
 * @returns Undefined for models that no one can read, such as forests and networks.
 */
export function partsToRead(estimator: string, state: unknown): number | undefined {
  return COUNTS[estimator]?.(state as never);
}

function countWeights({ weights }: Weighted): number {
  return weights.reduce((count, weight) => count + (weight === 0 ? 0 : 1), 0);
}
