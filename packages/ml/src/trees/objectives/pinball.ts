import { weightedQuantile } from '../../math/index.ts';
import type { Objective } from './objective.ts';
import type { WeightedNumbers } from './read-target.ts';
import { allResiduals, leafResiduals, type Residuals } from './residuals.ts';
import { weightedMean } from './weighted-mean.ts';

/**
 * The pinball loss: level * (y - f) below the target, (1 - level) * (f - y) above it, times `scale`.
 *
 * Its Hessian is 0 almost everywhere and is given as 1, so that the tree is grown on the signs of the residuals; the
 * steps of its leaves are then their weighted quantiles, the constants of least loss (`weightedQuantile`).
 * LightGBM 4.7 interpolates between order statistics instead, with weights by another rule than without; its step is
 * the same for a median without weights and loses a little more elsewhere. At a score that equals its target the
 * gradient is the middle of its two one-sided slopes.
 *
 * @source Koenker & Bassett (1978), "Regression Quantiles", Econometrica 46, 33-50; LightGBM 4.7
 * src/objective/regression_objective.hpp (unit Hessian, renewed leaves).
 */
export function pinballObjective(
  target: WeightedNumbers,
  { name, level, scale }: { readonly name: string; readonly level: number; readonly scale: number },
): Objective {
  const { values, weights } = target;
  const stepOf = ({ residuals, weights: kept }: Residuals) =>
    residuals.length === 0 ? 0 : weightedQuantile(residuals, kept, level);
  const above = scale * (1 - level);
  const below = -scale * level;
  const level0 = (above + below) / 2;
  return {
    name,
    link: 'identity',
    nOutputs: 1,
    hasUnitHessian: weights === undefined,
    initialScores: () => Float64Array.of(stepOf(allResiduals(target))),
    gradients(scores, gradients, hessians, from, to) {
      for (let i = from; i < to; i++) {
        const weight = weights === undefined ? 1 : weights[i];
        const excess = scores[i] - values[i];
        gradients[i] = weight * (excess > 0 ? above : excess < 0 ? below : level0);
        hessians[i] = weight;
      }
    },
    renewLeaf: (rows, from, to, scores) => stepOf(leafResiduals(target, rows, from, to, scores)),
    loss: (scores) =>
      weightedMean(values.length, weights, (i) => {
        const excess = scores[i] - values[i];
        return excess > 0 ? above * excess : below * excess;
      }),
  };
}
