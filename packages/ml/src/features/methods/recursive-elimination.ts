import { bestColumns, takeMatrixColumns } from '../columns.ts';
import { lineWeights } from '../line-weights.ts';
import type { SelectionMethod } from '../selection-method.ts';

/** Share of the columns that are left which a round removes. */
const REMOVED = 0.1;

/**
 * Fits a line, removes the tenth of the columns that weigh least, and again, until as many are left as are to be kept.
 *
 * The line is ridge regression, of classes logistic regression.
 *
 * @cost About 10 ln(columns / kept) fits.
 * @source Guyon et al. (2002), "Gene Selection for Cancer Classification using Support Vector Machines", Machine Learning 46.
 */
export const recursiveElimination: SelectionMethod = {
  name: 'recursive-elimination',
  title: 'Recursive elimination',
  kind: 'wrapper',
  source: 'Guyon et al. (2002), Machine Learning 46, 389-422.',
  select(x, y, { nKept, random }) {
    const estimator = y.kind === 'regression' ? 'ridge' : 'logistic';
    let left = Int32Array.from({ length: x.nColumns }, (_, j) => j);
    while (left.length > nKept) {
      const weights = lineWeights(takeMatrixColumns(x, left), y, { estimator, params: {}, random });
      const n = left.length - Math.max(1, Math.floor(REMOVED * left.length));
      left = bestColumns(weights, Math.max(nKept, n)).map((at) => left[at]);
    }
    return left;
  },
};
