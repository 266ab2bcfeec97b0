import { chiSquareCdf, chiSquareQuantile } from '../../stats/index.ts';

/**
 * What the covariance of the central share of normal rows is multiplied with to become that of all.
 *
 * @param share Of the rows, above 0, at most 1.
 * @param p Columns.
 * @source Croux & Haesbroeck (1999), "Influence Function and Efficiency of the Minimum Covariance Determinant Scatter
 * Matrix Estimator", Journal of Multivariate Analysis 71, 161-190.
 */
export function consistencyFactor(share: number, p: number): number {
  return share >= 1 ? 1 : share / chiSquareCdf(chiSquareQuantile(share, p), p + 2);
}
