import { meanLoss } from './mean-loss.ts';

/** Mean absolute error. @cost O(n) @source Willmott & Matsuura (2005), Climate Research 30, 79-82. */
export const mae = meanLoss(
  {
    name: 'mae',
    title: 'Mean absolute error',
    unit: 'target',
    doc: 'Average size of a mistake in the unit of the target.',
    source: 'Willmott & Matsuura (2005), "Advantages of the mean absolute error over the RMSE".',
  },
  (y, p) => Math.abs(y - p),
);
