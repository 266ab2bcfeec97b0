import { defineMetric } from './metric.ts';
import { asRegression } from './outcome.ts';
import { regressionLosses, weightedMean } from './row-loss.ts';

/**
 * Share of the variance that is explained: 1 - sum (y - p)^2 / sum (y - mean y)^2; NaN for a constant truth.
 *
 * @cost O(n)
 * @source Wright (1921), "Correlation and Causation", Journal of Agricultural Research 20.
 */
export const r2 = defineMetric({
  name: 'r2',
  title: 'R squared',
  tasks: ['regression'],
  better: 'higher',
  best: 1,
  bounds: [Number.NEGATIVE_INFINITY, 1],
  unit: 'none',
  doc: 'Share of the variation that the model explains; 0 is always answering the mean, below 0 is worse than that.',
  source: 'Wright (1921), "Correlation and Causation".',
  prepare: (outcome) => {
    const checked = asRegression('r2', outcome);
    const { truth } = checked;
    const losses = regressionLosses(checked, (y, p) => (y - p) ** 2);
    return (weights) => {
      const mean = weightedMean(truth, weights);
      let spread = 0;
      let total = 0;
      for (let i = 0; i < truth.length; i++) {
        spread += weights[i] * (truth[i] - mean) ** 2;
        total += weights[i];
      }
      return spread === 0 ? Number.NaN : 1 - weightedMean(losses, weights) / (spread / total);
    };
  },
});
