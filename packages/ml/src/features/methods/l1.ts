import type { Matrix } from '../../math/index.ts';
import type { Target } from '../../models/index.ts';
import { classIndicators } from '../class-indicators.ts';
import { bestColumns, columnOf } from '../columns.ts';
import { lineWeights } from '../line-weights.ts';
import type { SelectionMethod, SelectionOptions } from '../selection-method.ts';

/** Each penalty of the path is this share of the one before. */
const STEP = 0.75;
const LONGEST_PATH = 24;

/**
 * Keeps the columns that have a weight in a line with an L1 penalty: the weakest penalty of a path that leaves no more than
 * are to be kept. The lasso, of classes logistic regression.
 *
 * @cost Up to 24 fits.
 * @source Tibshirani (1996), "Regression Shrinkage and Selection via the Lasso", JRSS B 58, 267-288.
 */
export const l1: SelectionMethod = {
  name: 'l1',
  title: 'L1 penalty',
  kind: 'embedded',
  source: 'Tibshirani (1996), JRSS B 58, 267-288.',
  select(x, y, options) {
    let penalty = STEP * largestPenalty(x, y);
    let kept = bestColumns(weightsAt(penalty, x, y, options), 1);
    for (let i = 1; i < LONGEST_PATH; i++) {
      penalty *= STEP;
      const weights = weightsAt(penalty, x, y, options);
      const chosen = Int32Array.from(weights.keys()).filter((j) => weights[j] !== 0);
      if (chosen.length > options.nKept) break;
      if (chosen.length > 0) kept = chosen;
    }
    return kept;
  },
};

function weightsAt(
  penalty: number,
  x: Matrix,
  y: Target,
  { random }: SelectionOptions,
): Float64Array {
  return y.kind === 'regression'
    ? lineWeights(x, y, {
        estimator: 'elastic-net',
        params: { alpha: penalty / x.nRows, l1Ratio: 1 },
        random,
      })
    : lineWeights(x, y, {
        estimator: 'logistic',
        params: { l1: penalty, l2: 0, tolerance: 1e-4 },
        random,
      });
}

/** The penalty from which on every weight is 0: the steepest slope of the loss where all are. */
function largestPenalty(x: Matrix, y: Target): number {
  let steepest = 0;
  for (const outcome of classIndicators(y)) {
    const mean = outcome.reduce((sum, value) => sum + value, 0) / outcome.length;
    for (let j = 0; j < x.nColumns; j++) {
      const column = columnOf(x, j);
      let slope = 0;
      for (let i = 0; i < column.length; i++) slope += column[i] * (outcome[i] - mean);
      steepest = Math.max(steepest, Math.abs(slope));
    }
  }
  return steepest;
}
