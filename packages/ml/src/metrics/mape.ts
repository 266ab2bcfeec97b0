import { meanLoss } from './mean-loss.ts';

/**
 * Mean of |truth - predicted| / |truth|; NaN when a truth is 0.
 *
 * @cost O(n)
 * @source Makridakis (1993), "Accuracy measures", International Journal of Forecasting 9, 527-529.
 */
export const mape = meanLoss(
  {
    name: 'mape',
    title: 'Mean absolute percentage error',
    unit: 'share',
    doc: 'Average size of a mistake as a share of the true value; it does not exist when a true value is 0.',
    source: 'Makridakis (1993), "Accuracy measures: theoretical and practical concerns".',
  },
  (y, p) => (y === 0 ? Number.NaN : Math.abs((y - p) / y)),
);
