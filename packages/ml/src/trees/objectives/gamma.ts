import { exp } from '../../math/index.ts';
import { logMean } from './log-mean.ts';
import type { ObjectiveDescription } from './objective.ts';
import { readNumbers } from './read-target.ts';
import { weightedMean } from './weighted-mean.ts';

/**
 * Negative log-likelihood of positive amounts with mean exp(f) and a constant coefficient of variation: f + y exp(-f).
 *
 * @source McCullagh & Nelder (1989), "Generalized Linear Models", chapter 8; LightGBM 4.7
 * src/objective/regression_objective.hpp.
 */
export const gamma: ObjectiveDescription<Record<never, never>> = {
  name: 'gamma',
  title: 'Gamma',
  target: 'positive',
  params: {},
  doc: 'The mean of a positive amount; mistakes count relative to it.',
  source: 'McCullagh & Nelder (1989), "Generalized Linear Models", chapter 8.',
  create(input) {
    const target = readNumbers(gamma, input);
    const { values, weights } = target;
    return {
      name: 'gamma',
      link: 'exp',
      nOutputs: 1,
      hasUnitHessian: false,
      initialScores: () => Float64Array.of(logMean('gamma', target)),
      gradients(scores, gradients, hessians, from, to) {
        for (let i = from; i < to; i++) {
          const weight = weights === undefined ? 1 : weights[i];
          const ratio = values[i] * exp(-scores[i]);
          gradients[i] = weight * (1 - ratio);
          hessians[i] = weight * ratio;
        }
      },
      loss: (scores) =>
        weightedMean(values.length, weights, (i) => scores[i] + values[i] * exp(-scores[i])),
    };
  },
};
