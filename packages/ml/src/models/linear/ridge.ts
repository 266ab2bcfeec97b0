import {
  type Centered,
  center,
  moments,
  solveMinimumNorm,
  solvePositiveDefinite,
} from '../../math/index.ts';
import type { Estimator } from '../estimator.ts';
import { evaluateLinear, type LinearFunction, throughMeans } from '../linear-function.ts';
import { assertFitInputs, numbersOf } from '../refusals.ts';

const params = {
  l2: {
    kind: 'number',
    default: 1,
    range: [0, Number.MAX_VALUE],
    doc: 'Weight of the squared-norm penalty on the weights. 0 is ordinary least squares.',
    search: { range: [1e-4, 1e4], scale: 'log' },
  },
} as const;

/**
 * Linear regression with an L2 penalty on the weights, not on the intercept.
 *
 * Minimizes ||y - b - Xw||^2 + l2 ||w||^2 by Cholesky's factorization of X'X + l2 I on centered data.
 * Where that matrix is singular to working precision (l2 of 0, or tiny, with dependent columns), the
 * same sum is minimized by orthogonal factorization of X over sqrt(l2) I, as in `leastSquares`.
 *
 * @shape x: n x p, y: n
 * @throws SHAPE_MISMATCH, TABLE_EMPTY, ARGUMENT_INVALID for a target of classes.
 * @cost O(n p^2 + p^3) time, O(n p + p^2) memory. Fit for p up to a few thousand.
 * @source Hoerl & Kennard (1970), "Ridge Regression", Technometrics 12(1), 55-67.
 */
export const ridge: Estimator<typeof params, LinearFunction> = {
  name: 'ridge',
  title: 'Ridge regression',
  params,
  traits: {
    regression: true,
    classification: false,
    features: 'dense',
    rowOrderInvariant: true,
    ignoresFeatures: false,
  },
  source: 'Hoerl & Kennard (1970), "Ridge Regression", Technometrics 12(1), 55-67.',
  fit(x, y, { l2 }, context) {
    assertFitInputs(ridge, x, y, context);
    const centered = center(x, numbersOf('ridge', y));
    const weights = solveNormal(centered, l2) ?? solveStacked(centered, l2);
    return throughMeans(weights, centered.means, centered.targetMean);
  },
  predict: (state, x) => evaluateLinear('ridge', state, x),
};

function solveNormal(centered: Centered, l2: number): Float64Array | undefined {
  const p = centered.nColumns;
  const { gram, crossed } = moments(centered);
  for (let j = 0; j < p; j++) gram[j * p + j] += l2;
  return solvePositiveDefinite(gram, crossed);
}

function solveStacked({ nRows: n, nColumns: p, columns, target }: Centered, l2: number) {
  const nRows = n + p;
  const stacked = new Float64Array(nRows * p);
  for (let j = 0; j < p; j++) {
    stacked.set(columns.subarray(j * n, (j + 1) * n), j * nRows);
    stacked[j * nRows + n + j] = Math.sqrt(l2);
  }
  const extended = new Float64Array(nRows);
  extended.set(target);
  return solveMinimumNorm({ nRows, nColumns: p, columns: stacked, target: extended }).weights;
}
