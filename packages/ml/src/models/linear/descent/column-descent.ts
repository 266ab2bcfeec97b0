import type { SparseMatrix } from '../../../math/index.ts';
import { extrapolate } from './extrapolate.ts';

/** A weighted least squares problem with an L1 penalty, seen from its columns. */
export interface ColumnProblem {
  /** The columns of X as rows: p x n. */
  readonly byColumn: SparseMatrix;
  /** Curvature h of each row, at least 0, not all 0. */
  readonly curvatures: Float64Array;
  /** Slope g of each row at the start. */
  readonly slopes: Float64Array;
  /** Weights at the start. */
  readonly start: Float64Array;
  readonly l1: number;
  readonly l2: number;
  /** Sweeps at most. */
  readonly maxIterations: number;
  /** Stops when no move of a sweep, times the root of its column's curvature, is larger than this. */
  readonly tolerance: number;
}

/** So many iterates over the same weights show where they lead. */
const ITERATES_PER_LEAP = 6;

/** Where the descent ended. */
export interface ColumnMinimum {
  readonly weights: Float64Array;
  /** How far the intercept moved. */
  readonly interceptMove: number;
  readonly nSweeps: number;
}

/**
 * Minimizes sum over rows of g d + h d^2 / 2 with d = x (w - start) + b, plus l1 ||w||_1 + l2 ||w||^2 / 2,
 * over w and the free intercept b, by coordinate descent.
 *
 * The intercept is eliminated: columns count from their mean under h, and the part of the means is kept
 * as one number beside the residuals, so that a move costs as many steps as its column has entries. Weights
 * that are 0 and whose slope is well below l1 sit out; the caller's next slopes tell whether that was right.
 *
 * @cost O(entries of the columns in play) per sweep, O(entries) once.
 * @source Friedman, Hastie & Tibshirani (2010), J. Stat. Software 33(1); Yuan, Ho & Lin (2012), "An improved
 * GLMNET for L1-regularized logistic regression", JMLR 13 (shrinking).
 */
export function columnDescent(problem: ColumnProblem): ColumnMinimum {
  const { byColumn, curvatures: h, start, l1, l2, maxIterations, tolerance } = problem;
  const { offsets, columns: rows, values } = byColumn;
  const w = start.slice();
  const residuals = problem.slopes.map((slope) => -slope);
  let mass = 0;
  let residualSum = 0;
  for (let i = 0; i < h.length; i++) {
    mass += h[i];
    residualSum += residuals[i];
  }
  // The residual of row i is residuals[i] - interceptMove * h[i]; its sum over all rows stays 0.
  let interceptMove = residualSum / mass;
  const { means, squares } = columnMoments(byColumn, h, mass);
  const pullOf = (j: number): number => {
    let sum = 0;
    for (let at = offsets[j]; at < offsets[j + 1]; at++) sum += values[at] * residuals[rows[at]];
    return sum - interceptMove * mass * means[j];
  };
  const inPlay: number[] = [];
  for (let j = 0; j < w.length; j++) {
    if (squares[j] === 0) continue;
    if (w[j] !== 0 || Math.abs(pullOf(j)) > 0.9 * l1) inPlay.push(j);
  }
  const moveBy = (j: number, move: number): void => {
    w[j] += move;
    for (let at = offsets[j]; at < offsets[j + 1]; at++)
      residuals[rows[at]] -= move * values[at] * h[rows[at]];
    interceptMove -= move * means[j];
  };
  const objective = (): number => {
    let sum = 0;
    for (let i = 0; i < h.length; i++)
      if (h[i] > 0) sum += (residuals[i] - interceptMove * h[i]) ** 2 / (2 * h[i]);
    for (const weight of w) sum += l1 * Math.abs(weight) + (l2 * weight * weight) / 2;
    return sum;
  };
  const leap = (active: readonly number[], iterates: readonly Float64Array[]): void => {
    const aim = extrapolate(iterates);
    if (aim === undefined) return;
    const from = active.map((j) => w[j]);
    const before = objective();
    for (const [a, j] of active.entries()) moveBy(j, aim[a] - w[j]);
    if (objective() < before) return;
    for (const [a, j] of active.entries()) moveBy(j, from[a] - w[j]);
  };
  let iterates: Float64Array[] = [];
  let active = inPlay;
  let nSweeps = 0;
  while (nSweeps < maxIterations) {
    nSweeps++;
    let largest = 0;
    for (const j of active) {
      const pull = pullOf(j) + squares[j] * w[j];
      const shrunk = Math.max(Math.abs(pull) - l1, 0) / (squares[j] + l2);
      const move = (pull < 0 ? -shrunk : shrunk) - w[j];
      if (move === 0) continue;
      moveBy(j, move);
      largest = Math.max(largest, Math.abs(move) * Math.sqrt(squares[j] + l2));
    }
    if (largest <= tolerance) {
      if (active === inPlay) break;
      active = inPlay;
    } else {
      const nBefore = active.length;
      active = inPlay.filter((j) => w[j] !== 0);
      if (active.length !== nBefore) iterates = [];
      iterates.push(Float64Array.from(active, (j) => w[j]));
      if (iterates.length < ITERATES_PER_LEAP) continue;
      leap(active, iterates);
      iterates = [];
    }
  }
  return { weights: w, interceptMove, nSweeps };
}

/** Mean of each column under h, and sum of h (x - mean)^2; 0 where that is rounding noise. */
function columnMoments(byColumn: SparseMatrix, h: Float64Array, mass: number) {
  const { nRows: p, offsets, columns: rows, values } = byColumn;
  const means = new Float64Array(p);
  const squares = new Float64Array(p);
  for (let j = 0; j < p; j++) {
    let sum = 0;
    let square = 0;
    for (let at = offsets[j]; at < offsets[j + 1]; at++) {
      const product = h[rows[at]] * values[at];
      sum += product;
      square += product * values[at];
    }
    means[j] = sum / mass;
    const left = square - sum * means[j];
    squares[j] = left > 1e-13 * square ? left : 0;
  }
  return { means, squares };
}
