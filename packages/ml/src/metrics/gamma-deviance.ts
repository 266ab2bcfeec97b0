import { defineMetric } from './metric.ts';
import { unitDeviance } from './parametric/index.ts';
import { onRegressionLoss } from './row-loss.ts';

/**
 * Mean gamma deviance: 2 mean(ln(p / y) + y / p - 1); NaN when a truth or a prediction is not above 0.
 *
 * Scaling truth and predictions together changes nothing.
 *
 * @cost O(n)
 * @source McCullagh & Nelder (1989), "Generalized Linear Models", section 8.3.
 */
export const gammaDeviance = defineMetric({
  name: 'gamma_deviance',
  title: 'Gamma deviance',
  tasks: ['regression'],
  better: 'lower',
  best: 0,
  bounds: [0, Number.POSITIVE_INFINITY],
  unit: 'none',
  doc: 'How unlikely positive amounts are under the predicted means, mistakes counting relative to them; it does not exist when a number is not above 0.',
  source: 'McCullagh & Nelder (1989), "Generalized Linear Models", section 8.3.',
  prepare: onRegressionLoss('gamma_deviance', (y, p) => unitDeviance(y, p, 2)),
});
