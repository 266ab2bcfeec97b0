import { defineMetric } from './metric.ts';
import { onRegressionLoss } from './row-loss.ts';

/** Mean absolute error. @cost O(n) @source Willmott & Matsuura (2005), Climate Research 30, 79-82. */
export const mae = defineMetric({
  name: 'mae',
  title: 'Mean absolute error',
  tasks: ['regression'],
  better: 'lower',
  best: 0,
  bounds: [0, Number.POSITIVE_INFINITY],
  unit: 'target',
  doc: 'Average size of a mistake in the unit of the target.',
  source: 'Willmott & Matsuura (2005), "Advantages of the mean absolute error over the RMSE".',
  prepare: onRegressionLoss('mae', (y, p) => Math.abs(y - p)),
});
