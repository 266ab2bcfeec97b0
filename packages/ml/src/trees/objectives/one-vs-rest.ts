import { sigmoid } from '../../math/index.ts';
import { logOdds, softplus } from './log-odds.ts';
import type { ObjectiveDescription } from './objective.ts';
import { readClasses } from './read-target.ts';
import { weightedMean } from './weighted-mean.ts';

/**
 * One log loss per class against all others; the scores are log odds and independent of each other.
 *
 * @source Rifkin & Klautau (2004), "In Defense of One-Vs-All Classification", JMLR 5, 101-141; LightGBM 4.7
 * src/objective/multiclass_objective.hpp (`multiclassova`).
 */
export const oneVsRest: ObjectiveDescription<Record<never, never>> = {
  name: 'one-vs-rest',
  title: 'One against the rest',
  target: 'classes',
  params: {},
  doc: 'A probability per class, each learned against all other classes.',
  source: 'Rifkin & Klautau (2004), "In Defense of One-Vs-All Classification", JMLR 5, 101-141.',
  create(input) {
    const { codes, nClasses, weights } = readClasses(oneVsRest, input);
    const n = codes.length;
    return {
      name: 'one-vs-rest',
      link: 'logistic-each',
      nOutputs: nClasses,
      hasUnitHessian: false,
      initialScores: () =>
        Float64Array.from({ length: nClasses }, (_, k) =>
          logOdds(weightedMean(n, weights, (i) => Number(codes[i] === k))),
        ),
      gradients(scores, gradients, hessians, from, to) {
        for (let k = 0; k < nClasses; k++) {
          for (let i = from; i < to; i++) {
            const at = k * n + i;
            const weight = weights === undefined ? 1 : weights[i];
            const p = sigmoid(scores[at]);
            gradients[at] = weight * (codes[i] === k ? p - 1 : p);
            hessians[at] = weight * p * (1 - p);
          }
        }
      },
      loss: (scores) =>
        weightedMean(n, weights, (i) => {
          let sum = 0;
          for (let k = 0; k < nClasses; k++) {
            const score = scores[k * n + i];
            sum += softplus(codes[i] === k ? -score : score);
          }
          return sum;
        }),
    };
  },
};
