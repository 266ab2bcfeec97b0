import type { ObjectiveDescription } from './objective.ts';
import { readNumbers } from './read-target.ts';
import { weightedMean } from './weighted-mean.ts';

/** Half the squared error (f - y)^2 / 2, whose best constant is the mean. @source Friedman (2001), Annals of Statistics 29, 1189-1232. */
export const squared: ObjectiveDescription<Record<never, never>> = {
  name: 'squared',
  title: 'Squared error',
  target: 'numbers',
  params: {},
  doc: 'The mean of the target; large mistakes weigh most.',
  source: 'Friedman (2001), "Greedy function approximation", Annals of Statistics 29, 1189-1232.',
  create(input) {
    const { values, weights } = readNumbers(squared, input);
    const n = values.length;
    return {
      name: 'squared',
      link: 'identity',
      nOutputs: 1,
      hasUnitHessian: weights === undefined,
      kernelRows: { kernel: 'squaredGradients', targets: values, ...(weights && { weights }) },
      initialScores: () => Float64Array.of(weightedMean(n, weights, (i) => values[i])),
      gradients(scores, gradients, hessians, from, to) {
        for (let i = from; i < to; i++) {
          const weight = weights === undefined ? 1 : weights[i];
          gradients[i] = weight * (scores[i] - values[i]);
          hessians[i] = weight;
        }
      },
      loss: (scores) => weightedMean(n, weights, (i) => (scores[i] - values[i]) ** 2 / 2),
    };
  },
};
