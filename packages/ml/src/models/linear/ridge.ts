import {
  type Centered,
  center,
  type Matrix,
  moments,
  rowProducts,
  solveMinimumNorm,
  solvePositiveDefinite,
  sparseMoments,
  toDense,
} from '../../math/index.ts';
import type { Estimator, FitContext, Target } from '../estimator.ts';
import {
  evaluateLinear,
  evaluateLinearSparse,
  type LinearFunction,
  throughMeans,
} from '../linear-function.ts';
import { assertFitInputs, numbersOf } from '../refusals.ts';
import { assertFinite, type Features, isSparse, withDesign } from './design/index.ts';
import { minimizeScores, SCORE_PARAMS, squaredLoss } from './scores/index.ts';

const params = {
  l2: {
    ...SCORE_PARAMS.l2,
    doc: 'Weight of the squared-norm penalty on the weights. 0 is ordinary least squares.',
  },
} as const;

/**
 * Up to this many columns, sparse rows are solved by the normal equations.
 */
const MAX_GRAM_COLUMNS = 1024;

/**
 * Linear regression with an L2 penalty on the weights, not on the intercept.
 *
 * Minimizes ||y - b - Xw||^2 + l2 ||w||^2, rows counted by weight, by Cholesky's factorization of
 * X'X + l2 I on centered data; of dense rows with more columns than rows, by that of XX' + l2 I, which gives
 * the same weights. Where that matrix is singular to working precision (l2 of 0, or tiny, with
 * dependent columns), the same sum is minimized by orthogonal factorization of X over sqrt(l2) I, as in
 * `leastSquares`. Sparse rows of more than 1024 columns are solved by L-BFGS, to slopes of 1e-9.
 *
 * @shape x: n x p, y: n
 * @throws SHAPE_MISMATCH, TABLE_EMPTY, ARGUMENT_INVALID for a target of classes, for unusable weights and
 * for features that are not finite.
 * @cost O(n p^2 / 2 + p^3 / 3) time, O(p^2) memory; fit for p up to a few thousand, or n where that is less. Of many sparse columns
 * O(entries) per step, usually 20 to 200 steps.
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
    weights: true,
    rowOrderInvariant: true,
    ignoresFeatures: false,
  },
  source: 'Hoerl & Kennard (1970), "Ridge Regression", Technometrics 12(1), 55-67.',
  fit: learn,
  predict: (state, x) => evaluateLinear('ridge', state, x),
  sparse: { fit: learn, predict: (state, x) => evaluateLinearSparse('ridge', state, x) },
};

function learn(
  x: Features,
  y: Target,
  { l2 }: { readonly l2: number },
  context: FitContext,
): LinearFunction {
  assertFitInputs(ridge, x, y, context);
  assertFinite('ridge', x);
  const target = numbersOf('ridge', y);
  const { weights } = context;
  if (isSparse(x) && x.nColumns > MAX_GRAM_COLUMNS) return searchSparse(x, target, l2, weights);
  if (!isSparse(x) && x.nColumns > x.nRows) return solveDense(x, target, l2, weights);
  const { gram, crossed, means, targetMean } = isSparse(x)
    ? sparseMoments(x, target, weights)
    : moments(x, target, weights);
  for (let j = 0; j < x.nColumns; j++) gram[j * x.nColumns + j] += l2;
  const solved = solvePositiveDefinite(gram, crossed);
  if (solved !== undefined) return throughMeans(solved, means, targetMean);
  return solveDense(isSparse(x) ? toDense(x) : x, target, l2, weights);
}

function solveDense(
  x: Matrix,
  y: Float64Array,
  l2: number,
  weights: Float64Array | undefined,
): LinearFunction {
  const centered = center(x, y, weights);
  const solved = solveByRows(centered, l2) ?? solveStacked(centered, l2);
  return throughMeans(solved, centered.means, centered.targetMean);
}

/** X'(XX' + l2 I)^-1 y: the same weights from a matrix as large as the rows are many. */
function solveByRows(centered: Centered, l2: number): Float64Array | undefined {
  const { nRows: n, nColumns: p, columns, target } = centered;
  if (n >= p) return undefined;
  const products = rowProducts(centered);
  for (let i = 0; i < n; i++) products[i * n + i] += l2;
  const dual = solvePositiveDefinite(products, target);
  if (dual === undefined) return undefined;
  return Float64Array.from({ length: p }, (_, j) => {
    let sum = 0;
    for (let i = 0; i < n; i++) sum += columns[j * n + i] * dual[i];
    return sum;
  });
}

function searchSparse(
  x: Features,
  y: Float64Array,
  l2: number,
  weights: Float64Array | undefined,
): LinearFunction {
  const found = withDesign(x, 1, (design) =>
    minimizeScores(design, squaredLoss(y, weights), {
      l2,
      weights,
      maxIterations: 1000,
      tolerance: 1e-9,
    }),
  );
  return { weights: found.weights, intercept: found.intercepts[0] };
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
