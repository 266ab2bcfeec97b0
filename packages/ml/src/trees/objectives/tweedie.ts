import { exp } from '../../math/index.ts';
import { logMean } from './log-mean.ts';
import type { ObjectiveDescription } from './objective.ts';
import { readNumbers } from './read-target.ts';
import { weightedMean } from './weighted-mean.ts';

const params = {
  tweediePower: {
    kind: 'number',
    default: 1.5,
    range: [1.01, 1.99],
    doc: 'The variance grows as the mean to this power: near 1 as of counts, near 2 as of amounts.',
  },
} as const;

/**
 * Negative log-likelihood of amounts that are often 0, with mean exp(f) and a variance of mean^p:
 * exp((2 - p) f) / (2 - p) - y exp((1 - p) f) / (1 - p).
 *
 * @source Jørgensen (1987), "Exponential Dispersion Models", JRSS B 49, 127-162; LightGBM 4.7
 * src/objective/regression_objective.hpp.
 */
export const tweedie: ObjectiveDescription<typeof params> = {
  name: 'tweedie',
  title: 'Tweedie',
  target: 'non-negative',
  params,
  doc: 'The mean of an amount that is often 0, such as the claims of a policy.',
  source: 'Jørgensen (1987), "Exponential Dispersion Models", JRSS B 49, 127-162.',
  create(input, { tweediePower }) {
    const target = readNumbers(tweedie, input);
    const { values, weights } = target;
    const a = 1 - tweediePower;
    const b = 2 - tweediePower;
    return {
      name: 'tweedie',
      link: 'exp',
      nOutputs: 1,
      hasUnitHessian: false,
      initialScores: () => Float64Array.of(logMean('tweedie', target)),
      gradients(scores, gradients, hessians, from, to) {
        for (let i = from; i < to; i++) {
          const weight = weights === undefined ? 1 : weights[i];
          const amount = values[i] === 0 ? 0 : values[i] * exp(a * scores[i]);
          const mean = exp(b * scores[i]);
          gradients[i] = weight * (mean - amount);
          hessians[i] = weight * (b * mean - a * amount);
        }
      },
      loss: (scores) =>
        weightedMean(
          values.length,
          weights,
          (i) => exp(b * scores[i]) / b - (values[i] * exp(a * scores[i])) / a,
        ),
    };
  },
};
