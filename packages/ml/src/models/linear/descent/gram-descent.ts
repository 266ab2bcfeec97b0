import type { Moments } from '../../../math/index.ts';

/** A quadratic with an L1 penalty, and when to stop. */
export interface GramDescent {
  readonly l1: number;
  readonly l2: number;
  /** Where to begin. Default: 0. Left untouched. */
  readonly start?: Float64Array;
  /** Sweeps over all columns at most. */
  readonly maxIterations: number;
  /**
   * Stops when the last sweep moved no weight by more than this share of the largest and the duality gap
   * is below this share of y'y.
   */
  readonly tolerance: number;
}

/**
 * Minimizes ||y - Xw||^2 / 2 + l1 ||w||_1 + l2 ||w||^2 / 2 by cyclic coordinate descent on the products
 * of X and y.
 *
 * @cost O(p) per weight that moves, O(1) per weight that stays.
 * @source Friedman, Hastie & Tibshirani (2010), J. Stat. Software 33(1), section 2.2 (covariance updates).
 */
export function gramDescent(
  products: Pick<Moments, 'gram' | 'crossed' | 'targetSquares'>,
  { l1, l2, start, maxIterations, tolerance }: GramDescent,
): Float64Array {
  const { gram, crossed, targetSquares } = products;
  const p = crossed.length;
  const w = start?.slice() ?? new Float64Array(p);
  const slopes = crossed.slice();
  for (let j = 0; j < p; j++) if (w[j] !== 0) addScaledRow(slopes, gram, j, -w[j]);
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
        addScaledRow(slopes, gram, j, -move);
      }
      largestMove = Math.max(largestMove, Math.abs(move));
      largestWeight = Math.max(largestWeight, Math.abs(w[j]));
    }
    if (largestMove > tolerance * largestWeight) continue;
    if (dualityGap(products, w, slopes, l1, l2) <= tolerance * targetSquares) break;
  }
  return w;
}

function addScaledRow(into: Float64Array, gram: Float64Array, j: number, by: number): void {
  const p = into.length;
  const row = j * p;
  for (let k = 0; k < p; k++) into[k] += by * gram[row + k];
}

/**
 * Distance of the objective from a lower bound of its minimum; `slopes` is X'(y - Xw).
 *
 * The dual point is the residual of the problem with sqrt(l2) I stacked under X, shrunk until it is
 * feasible. Without an L1 part no such bound exists, and the size of the moves decides alone.
 */
export function dualityGap(
  { crossed, targetSquares }: Pick<Moments, 'crossed' | 'targetSquares'>,
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
