import { meanLoss } from './mean-loss.ts';
import { unitDeviance } from './parametric/index.ts';

/**
 * Mean Poisson deviance: 2 mean(y ln(y / p) - y + p); NaN when a prediction is not above 0 or a truth is negative.
 *
 * @cost O(n)
 * @source McCullagh & Nelder (1989), "Generalized Linear Models", section 2.3.
 */
export const poissonDeviance = meanLoss(
  {
    name: 'poisson_deviance',
    title: 'Poisson deviance',
    unit: 'none',
    doc: 'How unlikely the counts are under the predicted means; it does not exist when a count is negative or a prediction not above 0.',
    source: 'McCullagh & Nelder (1989), "Generalized Linear Models", section 2.3.',
  },
  (y, p) => unitDeviance(y, p, 1),
);
