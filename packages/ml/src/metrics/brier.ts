import { defineMetric } from './metric.ts';
import { asClassification } from './outcome.ts';
import { weightedMean } from './row-loss.ts';

/**
 * Brier score: half the squared distance between the probabilities and the truth as 0 and 1, averaged.
 *
 * The half makes two classes give (p - y)^2 of the positive one, and bounds every task by 1.
 *
 * @cost O(n * nClasses)
 * @source Brier (1950), "Verification of Forecasts Expressed in Terms of Probability", MWR 78, 1-3.
 */
export const brier = defineMetric({
  name: 'brier',
  title: 'Brier score',
  tasks: ['binary', 'multiclass'],
  better: 'lower',
  best: 0,
  bounds: [0, 1],
  unit: 'none',
  doc: 'Mean squared error of the probabilities; 0 is certain and right, 0.25 is always saying 50 % between two classes.',
  source: 'Brier (1950), "Verification of Forecasts Expressed in Terms of Probability".',
  prepare: (outcome) => {
    const { truth, probabilities, nClasses } = asClassification('brier', outcome);
    const losses = new Float64Array(truth.length);
    for (let i = 0; i < losses.length; i++) {
      let sum = 0;
      for (let c = 0; c < nClasses; c++)
        sum += (probabilities[i * nClasses + c] - (c === truth[i] ? 1 : 0)) ** 2;
      losses[i] = sum / 2;
    }
    return (weights) => weightedMean(losses, weights);
  },
});
