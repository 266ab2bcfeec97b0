import { meanOf, type SparseMatrix } from '../../../math/index.ts';
import { type LinearFunction, throughMeans } from '../../linear-function.ts';
import { columnDescent } from './column-descent.ts';
import { dualityGap } from './gram-descent.ts';

const MAX_ROUNDS = 30;

/** The penalty, and when to stop. */
export interface LassoSquaresSearch {
  readonly l1: number;
  readonly l2: number;
  /** How much each row counts. Default 1 each. */
  readonly weights?: Float64Array | undefined;
  /** Sweeps over the columns at most. */
  readonly maxIterations: number;
  /** Stops when the duality gap is below this share of the sum of squares of the target. */
  readonly tolerance: number;
}

/**
 * Minimizes ||y - b - Xw||^2 / 2 + l1 ||w||_1 + l2 ||w||^2 / 2 without a p x p matrix: for more columns
 * than that would allow.
 *
 * Coordinate descent leaves columns out that seem not to matter; the duality gap over all columns says
 * whether another round is needed.
 *
 * @param byColumn The columns of X as rows: p x n.
 */
export function lassoSquares(
  byColumn: SparseMatrix,
  y: Float64Array,
  { l1, l2, weights, maxIterations, tolerance }: LassoSquaresSearch,
): LinearFunction {
  const { nRows: p, nColumns: n } = byColumn;
  const counts = weights ?? new Float64Array(n).fill(1);
  const targetMean = meanOf(y, weights);
  const centered = y.map((value) => value - targetMean);
  const crossed = slopesOf(byColumn, centered, counts);
  const targetSquares = centered.reduce((sum, value, i) => sum + counts[i] * value * value, 0);
  const means = meansOf(byColumn, counts);
  let w: Float64Array = new Float64Array(p);
  let left: Float64Array = centered;
  let nSweeps = 0;
  let precision = (l1 === 0 ? tolerance : 0.1 * Math.sqrt(tolerance)) * Math.sqrt(targetSquares);
  for (let round = 0; round < MAX_ROUNDS && nSweeps < maxIterations; round++) {
    const found = columnDescent({
      byColumn,
      curvatures: counts,
      slopes: left.map((value, i) => -value * counts[i]),
      start: w,
      ...{ l1, l2, maxIterations: maxIterations - nSweeps, tolerance: precision },
    });
    nSweeps += found.nSweeps;
    w = found.weights;
    left = residualsOf(byColumn, centered, w, means);
    const slopes = slopesOf(byColumn, left, counts);
    const gap = dualityGap({ crossed, targetSquares }, w, slopes, l1, l2);
    if (gap <= tolerance * targetSquares) break;
    precision /= 10;
  }
  return throughMeans(w, means, targetMean);
}

function meansOf({ nRows: p, offsets, columns: rows, values }: SparseMatrix, counts: Float64Array) {
  const total = counts.reduce((sum, count) => sum + count, 0);
  const means = new Float64Array(p);
  for (let j = 0; j < p; j++) {
    for (let at = offsets[j]; at < offsets[j + 1]; at++) means[j] += values[at] * counts[rows[at]];
    means[j] /= total;
  }
  return means;
}

/** X' W r for residuals r whose weighted sum is 0. */
function slopesOf(
  { nRows: p, offsets, columns: rows, values }: SparseMatrix,
  residuals: Float64Array,
  counts: Float64Array,
): Float64Array {
  const slopes = new Float64Array(p);
  for (let j = 0; j < p; j++)
    for (let at = offsets[j]; at < offsets[j + 1]; at++)
      slopes[j] += values[at] * residuals[rows[at]] * counts[rows[at]];
  return slopes;
}

/** y - (x - means) w. */
function residualsOf(
  { offsets, columns: rows, values }: SparseMatrix,
  y: Float64Array,
  w: Float64Array,
  means: Float64Array,
): Float64Array {
  const left = y.slice();
  let shift = 0;
  for (let j = 0; j < w.length; j++) {
    if (w[j] === 0) continue;
    shift += w[j] * means[j];
    for (let at = offsets[j]; at < offsets[j + 1]; at++) left[rows[at]] -= w[j] * values[at];
  }
  for (let i = 0; i < left.length; i++) left[i] += shift;
  return left;
}
