import { center, solveMinimumNorm } from '../../math/index.ts';
import type { Estimator } from '../estimator.ts';
import { evaluateLinear, type LinearFunction, throughMeans } from '../linear-function.ts';
import { assertFitInputs, numbersOf } from '../refusals.ts';

const params = {} as const;

/**
 * Ordinary least squares with an intercept.
 *
 * Minimizes ||y - b - Xw||^2, rows counted by weight, by Householder QR with column pivoting on centered columns of length 1.
 * Where columns depend on each other, or outnumber the rows, the solution is the one with the least
 * sum of (w_j ||x_j||)^2: finite, the same in any units, and equal columns share their weight. A
 * constant column has weight 0.
 *
 * @shape x: n x p, y: n
 * @throws SHAPE_MISMATCH, TABLE_EMPTY, ARGUMENT_INVALID for a target of classes.
 * @cost O(n p^2) time, O(n p) memory. Fit for p up to a few hundred.
 * @source Golub & Van Loan (2013), "Matrix Computations", 4th ed., section 5.5.
 */
export const leastSquares: Estimator<typeof params, LinearFunction> = {
  name: 'least-squares',
  title: 'Least squares',
  params,
  traits: {
    regression: true,
    classification: false,
    features: 'dense',
    weights: true,
    rowOrderInvariant: true,
    ignoresFeatures: false,
  },
  source: 'Golub & Van Loan (2013), "Matrix Computations", 4th ed., section 5.5.',
  fit(x, y, _params, context) {
    assertFitInputs(leastSquares, x, y, context);
    const centered = center(x, numbersOf('least-squares', y), context.weights);
    const { weights } = solveMinimumNorm(centered);
    return throughMeans(weights, centered.means, centered.targetMean);
  },
  predict: (state, x) => evaluateLinear('least-squares', state, x),
};
