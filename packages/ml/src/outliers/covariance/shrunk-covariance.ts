import type { Matrix } from '../../math/index.ts';
import { type Scatter, subsetMoments } from './subset-moments.ts';

/**
 * Covariance drawn towards a multiple of the identity as far as its own noise asks for: it has an inverse with any
 * number of columns.
 *
 * @shape x: n x p
 * @returns The covariance, divided by n, and the share of the identity in it.
 * @cost O(n p^2)
 * @source Ledoit & Wolf (2004), "A Well-Conditioned Estimator for Large-Dimensional Covariance Matrices", Journal of
 * Multivariate Analysis 88, 365-411.
 */
export function shrunkCovariance(x: Matrix): Scatter & { readonly shrinkage: number } {
  const { nRows: n, nColumns: p, values } = x;
  const rows = Int32Array.from({ length: n }, (_, i) => i);
  const { center, covariance } = subsetMoments(x, rows);
  let trace = 0;
  let squares = 0;
  for (let j = 0; j < p; j++) trace += covariance[j * p + j];
  for (let at = 0; at < p * p; at++) squares += covariance[at] * covariance[at];
  const mean = trace / p;
  // How far the covariance is from the identity's multiple, and how much of it is noise; both as sums of squares.
  const apart = squares - p * mean * mean;
  let fourth = 0;
  for (let i = 0; i < n; i++) {
    let length = 0;
    for (let j = 0; j < p; j++) {
      const gap = values[i * p + j] - center[j];
      length += gap * gap;
    }
    fourth += length * length;
  }
  const noise = (fourth / n - squares) / n;
  const shrinkage = apart > 0 ? Math.min(1, Math.max(0, noise / apart)) : 1;
  const shrunk = covariance.map((value) => (1 - shrinkage) * value);
  for (let j = 0; j < p; j++) shrunk[j * p + j] += shrinkage * mean;
  return { center, covariance: shrunk, shrinkage };
}
