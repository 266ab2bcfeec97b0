import { defineMetric } from './metric.ts';
import { asRegression } from './outcome.ts';
import { regressionLosses, weightedMean } from './row-loss.ts';

/** Root of the mean squared error. @cost O(n) @source Gauss (1821), "Theoria combinationis observationum". */
export const rmse = defineMetric({
  name: 'rmse',
  title: 'Root mean squared error',
  tasks: ['regression'],
  better: 'lower',
  best: 0,
  bounds: [0, Number.POSITIVE_INFINITY],
  unit: 'target',
  doc: 'Typical size of a mistake in the unit of the target; large mistakes weigh more.',
  source: 'Gauss (1821), "Theoria combinationis observationum erroribus minimis obnoxiae".',
  prepare: (outcome) => {
    const losses = regressionLosses(asRegression('rmse', outcome), (y, p) => (y - p) ** 2);
    return (weights) => Math.sqrt(weightedMean(losses, weights));
  },
});
