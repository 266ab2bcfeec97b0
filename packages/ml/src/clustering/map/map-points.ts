import { type Matrix, zeros } from '../../math/index.ts';
import { symmetricEigen } from '../../text/index.ts';

/** Points on a plane. */
export interface PointMap {
  /** @shape n */
  readonly x: Float64Array;
  /** @shape n */
  readonly y: Float64Array;
  /** Share of the variance of all coordinates that each of the two axes keeps. */
  readonly shares: readonly [number, number];
}

/**
 * Points seen from the side on which they differ most: their first two principal components.
 *
 * An axis points where the coordinate that weighs most in it grows, so that the map is the same on every machine.
 *
 * @shape x: n x p, n at least 1
 * @cost O(n p²) and O(p³)
 * @source Jolliffe (2002), "Principal Component Analysis", 2nd ed.
 */
export function mapPoints(x: Matrix): PointMap {
  const { nRows: n, nColumns: p, values } = x;
  const means = new Float64Array(p);
  for (let i = 0; i < values.length; i++) means[i % p] += values[i] / n;
  const centered = zeros(n, p);
  for (let i = 0; i < values.length; i++) centered.values[i] = values[i] - means[i % p];
  const covariance = covarianceOf(centered);
  const { values: variances, vectors } = symmetricEigen(covariance, p);
  const total = variances.reduce((sum, each) => sum + Math.max(0, each), 0);
  const axis = (c: number): Float64Array => {
    if (c >= p) return new Float64Array(n);
    const weights = Float64Array.from({ length: p }, (_, j) => vectors[j * p + c]);
    const heaviest = weights.reduce((most, w) => (Math.abs(w) > Math.abs(most) ? w : most), 0);
    const sign = heaviest < 0 ? -1 : 1;
    return Float64Array.from({ length: n }, (_, i) => {
      let sum = 0;
      for (let j = 0; j < p; j++) sum += centered.values[i * p + j] * weights[j];
      return sign * sum;
    });
  };
  const shareOf = (c: number): number => (total > 0 ? Math.max(0, variances[c] ?? 0) / total : 0);
  return { x: axis(0), y: axis(1), shares: [shareOf(0), shareOf(1)] };
}

function covarianceOf({ nRows, nColumns: p, values }: Matrix): Float64Array {
  const sums = new Float64Array(p * p);
  for (let i = 0; i < nRows; i++)
    for (let j = 0; j < p; j++) {
      const own = values[i * p + j];
      if (own === 0) continue;
      for (let k = 0; k <= j; k++) sums[j * p + k] += own * values[i * p + k];
    }
  for (let j = 0; j < p; j++)
    for (let k = 0; k <= j; k++) {
      sums[j * p + k] /= nRows;
      sums[k * p + j] = sums[j * p + k];
    }
  return sums;
}
