import { exp, log } from '../../math/index.ts';
import { SMALLEST_SHARE } from './log-odds.ts';
import type { ObjectiveDescription } from './objective.ts';
import { readClasses } from './read-target.ts';
import { weightedMean } from './weighted-mean.ts';

/**
 * Log loss of K classes over softmax scores. Gradient p_k - y_k; Hessian K / (K - 1) p_k (1 - p_k), Friedman's
 * factor for taking one output at a time.
 *
 * @source Friedman (2001), "Greedy function approximation", Annals of Statistics 29, algorithm 6; LightGBM 4.7
 * src/objective/multiclass_objective.hpp.
 */
export const softmax: ObjectiveDescription<Record<never, never>> = {
  name: 'softmax',
  title: 'Softmax',
  target: 'classes',
  params: {},
  doc: 'A probability per class, summing to 1.',
  source: 'Friedman (2001), "Greedy function approximation", Annals of Statistics 29, algorithm 6.',
  create(input) {
    const { codes, nClasses, weights } = readClasses(softmax, input);
    const n = codes.length;
    const end = nClasses * n;
    const factor = nClasses / (nClasses - 1);
    return {
      name: 'softmax',
      link: 'softmax',
      nOutputs: nClasses,
      hasUnitHessian: false,
      initialScores: () =>
        Float64Array.from({ length: nClasses }, (_, k) => {
          const share = weightedMean(n, weights, (i) => Number(codes[i] === k));
          return log(Math.max(SMALLEST_SHARE, share));
        }),
      gradients(scores, gradients, hessians, from, to) {
        for (let i = from; i < to; i++) {
          const weight = weights === undefined ? 1 : weights[i];
          const largest = largestScore(scores, i, n, end);
          let sum = 0;
          for (let at = i; at < end; at += n) {
            const e = exp(scores[at] - largest);
            gradients[at] = e;
            sum += e;
          }
          for (let at = i; at < end; at += n) {
            const p = gradients[at] / sum;
            gradients[at] = weight * p;
            hessians[at] = weight * factor * p * (1 - p);
          }
          const own = codes[i] * n + i;
          gradients[own] -= weight;
        }
      },
      loss: (scores) =>
        weightedMean(n, weights, (i) => {
          const largest = largestScore(scores, i, n, end);
          let sum = 0;
          for (let at = i; at < end; at += n) sum += exp(scores[at] - largest);
          return log(sum) + largest - scores[codes[i] * n + i];
        }),
    };
  },
};

/** Taken off before exp, so that it stays finite; the ratio is unchanged. */
function largestScore(scores: Float64Array, row: number, n: number, end: number): number {
  let largest = scores[row];
  for (let at = row + n; at < end; at += n) if (scores[at] > largest) largest = scores[at];
  return largest;
}
