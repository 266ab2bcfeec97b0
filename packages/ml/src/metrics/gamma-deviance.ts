import { meanLoss } from './mean-loss.ts';
import { unitDeviance } from './parametric/index.ts';

/**
 * Mean gamma deviance: 2 mean(ln(p / y) + y / p - 1); NaN when a truth or a prediction is not above 0.
 *
 * Scaling truth and predictions together changes nothing.
 *
 * @cost O(n)
 * @source McCullagh & Nelder (1989), "Generalized Linear Models", section 8.3.
 */
export const gammaDeviance = meanLoss(
  {
    name: 'gamma_deviance',
    title: 'Gamma deviance',
    unit: 'none',
    doc: 'How unlikely positive amounts are under the predicted means, mistakes counting relative to them; it does not exist when a number is not above 0.',
    source: 'McCullagh & Nelder (1989), "Generalized Linear Models", section 8.3.',
  },
  (y, p) => unitDeviance(y, p, 2),
);
