import { exp } from '../../math/index.ts';
import { logMean } from './log-mean.ts';
import type { ObjectiveDescription } from './objective.ts';
import { readNumbers } from './read-target.ts';
import { weightedMean } from './weighted-mean.ts';

const params = {
  poissonMaxStep: {
    kind: 'number',
    default: 0.7,
    range: [0, 10],
    doc: 'The Hessian is taken at a score this much higher, which shortens the steps and keeps exp from running away.',
  },
} as const;

/**
 * Negative log-likelihood of counts with mean exp(f), without the terms of y alone: exp(f) - y f.
 *
 * @source McCullagh & Nelder (1989), "Generalized Linear Models", chapter 6; LightGBM 4.7
 * src/objective/regression_objective.hpp (`poisson_max_delta_step`).
 */
export const poisson: ObjectiveDescription<typeof params> = {
  name: 'poisson',
  title: 'Poisson',
  target: 'non-negative',
  params,
  doc: 'The mean of a count; never negative.',
  source: 'McCullagh & Nelder (1989), "Generalized Linear Models", chapter 6.',
  create(input, { poissonMaxStep }) {
    const target = readNumbers(poisson, input);
    const { values, weights } = target;
    const lift = exp(poissonMaxStep);
    return {
      name: 'poisson',
      link: 'exp',
      nOutputs: 1,
      hasUnitHessian: false,
      initialScores: () => Float64Array.of(logMean('poisson', target)),
      gradients(scores, gradients, hessians, from, to) {
        for (let i = from; i < to; i++) {
          const weight = weights === undefined ? 1 : weights[i];
          const mean = exp(scores[i]);
          gradients[i] = weight * (mean - values[i]);
          hessians[i] = weight * mean * lift;
        }
      },
      loss: (scores) =>
        weightedMean(values.length, weights, (i) => exp(scores[i]) - values[i] * scores[i]),
    };
  },
};
