import type { Matrix, Random } from '../../math/index.ts';
import { chiSquareQuantile } from '../../stats/index.ts';
import { choleskyFactor } from './cholesky-factor.ts';
import { consistencyFactor } from './consistency.ts';
import { fastMcd } from './fast-mcd.ts';
import { squaredMahalanobis } from './mahalanobis.ts';
import { type Scatter, subsetMoments } from './subset-moments.ts';

/** Share of normal rows that keep their weight. */
const KEPT = 0.975;

/**
 * Center and covariance that up to half of the rows cannot pull away: the minimum covariance determinant, made
 * consistent at the normal distribution, and one step of weights 0 and 1 at the 97.5 % quantile of chi-square.
 *
 * @shape x: n x p, finite, columns of about the same spread
 * @returns undefined where half of the rows lie on a plane.
 * @cost That of `fastMcd`
 * @source Rousseeuw & Van Driessen (1999), Technometrics 41, section 5; consistency by Croux & Haesbroeck (1999).
 */
export function reweightedMcd(x: Matrix, random: Random): Scatter | undefined {
  const { nRows: n, nColumns: p } = x;
  const h = Math.floor((n + p + 1) / 2);
  const raw = fastMcd(x, { h, random });
  if (raw === undefined) return undefined;
  const scatter = scaled(raw, consistencyFactor(h / n, p));
  const lower = choleskyFactor(scatter.covariance, p);
  if (lower === undefined) return undefined;
  const limit = chiSquareQuantile(KEPT, p);
  const squares = squaredMahalanobis(x, scatter.center, lower);
  const kept = Int32Array.from(squares.keys()).filter((i) => squares[i] <= limit);
  const reweighted = scaled(subsetMoments(x, kept, 1), consistencyFactor(KEPT, p));
  return choleskyFactor(reweighted.covariance, p) === undefined ? undefined : reweighted;
}

function scaled({ center, covariance }: Scatter, factor: number): Scatter {
  return { center, covariance: covariance.map((value) => value * factor) };
}
