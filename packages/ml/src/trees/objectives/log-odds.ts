import { exp, log } from '../../math/index.ts';

/** Shares are kept this far from 0 and 1, so that scores stay finite: `kEpsilon` of LightGBM. */
export const SMALLEST_SHARE = 1e-15;

/** ln(p / (1 - p)) of a share, which is kept off 0 and 1. */
export function logOdds(share: number): number {
  const p = Math.min(1 - SMALLEST_SHARE, Math.max(SMALLEST_SHARE, share));
  return log(p / (1 - p));
}

/** ln(1 + exp(z)): the log loss of a row whose class speaks against its score z. */
export function softplus(z: number): number {
  return (z > 0 ? z : 0) + log(1 + exp(z > 0 ? -z : z));
}
