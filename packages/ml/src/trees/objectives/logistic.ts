import { sigmoid } from '../../math/index.ts';
import { logOdds, softplus } from './log-odds.ts';
import type { ObjectiveDescription } from './objective.ts';
import { readClasses } from './read-target.ts';
import { weightedMean } from './weighted-mean.ts';

/**
 * Log loss of two classes; the score is the log odds of the second. Gradient p - y, Hessian p (1 - p).
 *
 * @source Friedman, Hastie & Tibshirani (2000), "Additive logistic regression", Annals of Statistics 28, 337-407;
 * LightGBM 4.7 src/objective/binary_objective.hpp (first score).
 */
export const logistic: ObjectiveDescription<Record<never, never>> = {
  name: 'logistic',
  title: 'Logistic',
  target: 'two-classes',
  params: {},
  doc: 'The probability of the second of two classes.',
  source:
    'Friedman, Hastie & Tibshirani (2000), "Additive logistic regression", Annals of Statistics 28.',
  create(input) {
    const { codes, weights } = readClasses(logistic, input);
    const n = codes.length;
    return {
      name: 'logistic',
      link: 'logistic',
      nOutputs: 1,
      hasUnitHessian: false,
      kernelRows: {
        kernel: 'logisticGradients',
        targets: Float64Array.from(codes),
        ...(weights && { weights }),
      },
      initialScores: () => Float64Array.of(logOdds(weightedMean(n, weights, (i) => codes[i]))),
      gradients(scores, gradients, hessians, from, to) {
        for (let i = from; i < to; i++) {
          const weight = weights === undefined ? 1 : weights[i];
          const p = sigmoid(scores[i]);
          gradients[i] = weight * (p - codes[i]);
          hessians[i] = weight * p * (1 - p);
        }
      },
      loss: (scores) =>
        weightedMean(n, weights, (i) => softplus(codes[i] === 1 ? -scores[i] : scores[i])),
    };
  },
};
