import { center, type Moments, moments } from '../../math/index.ts';
import type { Estimator } from '../estimator.ts';
import { evaluateLinear, type LinearFunction, throughMeans } from '../linear-function.ts';
import { assertFitInputs, numbersOf } from '../refusals.ts';

const params = {
  alpha: {
    kind: 'number',
    default: 1,
    range: [0, Number.MAX_VALUE],
    doc: 'Weight of the whole penalty. 0 is ordinary least squares.',
    search: { range: [1e-4, 10], scale: 'log' },
  },
  l1Ratio: {
    kind: 'number',
    default: 0.5,
    range: [0, 1],
    doc: 'Share of the penalty that is on absolute weights: 1 is the lasso, 0 is ridge.',
    search: { range: [0, 1], scale: 'linear' },
  },
  maxIterations: {
    kind: 'number',
    default: 10_000,
    range: [1, Number.MAX_SAFE_INTEGER],
    integer: true,
    unit: 'sweeps',
    doc: 'Sweeps over all columns at most.',
  },
  tolerance: {
    kind: 'number',
    default: 1e-4,
    range: [0, 1],
    doc: 'Stops when the duality gap is below this share of the sum of squares of the target, and the last sweep moved no weight by more than this share of the largest. 1e-14 reaches the minimum to about ten digits.',
  },
} as const;

/**
 * Linear regression with a mixed L1 and L2 penalty: some weights become exactly 0.
 *
 * Minimizes ||y - b - Xw||^2 / (2n) + alpha l1Ratio ||w||_1 + alpha (1 - l1Ratio) ||w||^2 / 2 by cyclic
 * coordinate descent from 0 on centered data, stopped by the duality gap. Columns are not scaled.
 * Sweeps, stopping rule and default tolerance are those of scikit-learn, so that published figures
 * come out to the digit.
 *
 * @shape x: n x p, y: n
 * @throws SHAPE_MISMATCH, TABLE_EMPTY, ARGUMENT_INVALID for a target of classes.
 * @cost O(n p^2) once and O(p^2) per sweep; O(n p + p^2) memory. Fit for p up to a few thousand.
 * @source Zou & Hastie (2005), "Regularization and variable selection via the elastic net", JRSS B
 * 67, 301-320; Friedman, Hastie & Tibshirani (2010), J. Stat. Software 33(1).
 */
export const elasticNet: Estimator<typeof params, LinearFunction> = {
  name: 'elastic-net',
  title: 'Elastic net',
  params,
  traits: {
    regression: true,
    classification: false,
    features: 'dense',
    rowOrderInvariant: true,
    ignoresFeatures: false,
  },
  source:
    'Zou & Hastie (2005), JRSS B 67, 301-320; Friedman, Hastie & Tibshirani (2010), JSS 33(1).',
  fit(x, y, { alpha, l1Ratio, maxIterations, tolerance }, context) {
    assertFitInputs(elasticNet, x, y, context);
    const centered = center(x, numbersOf('elastic-net', y));
    const l1 = alpha * l1Ratio * x.nRows;
    const l2 = alpha * (1 - l1Ratio) * x.nRows;
    const weights = descend(moments(centered), { l1, l2, maxIterations, tolerance });
    return throughMeans(weights, centered.means, centered.targetMean);
  },
  predict: (state, x) => evaluateLinear('elastic-net', state, x),
};

interface Descent {
  readonly l1: number;
  readonly l2: number;
  readonly maxIterations: number;
  readonly tolerance: number;
}

/** Minimizes ||y - Xw||^2 / 2 + l1 ||w||_1 + l2 ||w||^2 / 2. */
function descend(products: Moments, { l1, l2, maxIterations, tolerance }: Descent): Float64Array {
  const { gram, crossed, targetSquares } = products;
  const p = crossed.length;
  const w = new Float64Array(p);
  const slopes = crossed.slice();
  for (let sweep = 0; sweep < maxIterations; sweep++) {
    let largestMove = 0;
    let largestWeight = 0;
    for (let j = 0; j < p; j++) {
      const square = gram[j * p + j];
      if (square === 0) continue;
      const pull = slopes[j] + square * w[j];
      const shrunk = Math.max(Math.abs(pull) - l1, 0) / (square + l2);
      const move = (pull < 0 ? -shrunk : shrunk) - w[j];
      if (move !== 0) {
        w[j] += move;
        for (let k = 0; k < p; k++) slopes[k] -= move * gram[j * p + k];
      }
      largestMove = Math.max(largestMove, Math.abs(move));
      largestWeight = Math.max(largestWeight, Math.abs(w[j]));
    }
    if (largestMove > tolerance * largestWeight) continue;
    if (dualityGap(products, w, slopes, l1, l2) <= tolerance * targetSquares) break;
  }
  return w;
}

/**
 * Distance of the objective from a lower bound of its minimum; `slopes` is X'(y - Xw).
 *
 * The dual point is the residual of the problem with sqrt(l2) I stacked under X, shrunk until it is
 * feasible. Without an L1 part no such bound exists, and the size of the moves decides alone.
 */
function dualityGap(
  { crossed, targetSquares }: Moments,
  w: Float64Array,
  slopes: Float64Array,
  l1: number,
  l2: number,
): number {
  if (l1 === 0) return 0;
  let explained = 0;
  let left = 0;
  let absolute = 0;
  let squares = 0;
  let steepest = 0;
  for (let j = 0; j < w.length; j++) {
    explained += w[j] * crossed[j];
    left += w[j] * slopes[j];
    absolute += Math.abs(w[j]);
    squares += w[j] * w[j];
    steepest = Math.max(steepest, Math.abs(slopes[j] - l2 * w[j]));
  }
  const residualSquares = Math.max(targetSquares - explained - left, 0);
  const scale = steepest > l1 ? l1 / steepest : 1;
  const penalized = residualSquares + l2 * squares;
  return (
    (penalized * (1 + scale * scale)) / 2 + l1 * absolute - scale * (targetSquares - explained)
  );
}
