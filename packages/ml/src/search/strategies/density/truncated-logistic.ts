import { exp, log, sigmoid } from '../../../math/index.ts';

/**
 * The logistic distribution cut to [0, 1]: a bell whose density, share and quantile are closed forms of exp and log, so that
 * they are the same bits everywhere, which those of the normal are not.
 */
export interface TruncatedLogistic {
  readonly center: number;
  readonly scale: number;
  /** Distribution function of the uncut bell at 0 and what lies in [0, 1]. */
  readonly below: number;
  readonly inside: number;
}

/** @param deviation Standard deviation of the uncut bell. */
export function truncatedLogistic(center: number, deviation: number): TruncatedLogistic {
  const scale = (deviation * Math.sqrt(3)) / Math.PI;
  const below = sigmoid(-center / scale);
  return { center, scale, below, inside: sigmoid((1 - center) / scale) - below };
}

/** Density at a number in [0, 1]. */
export function densityAt({ center, scale, inside }: TruncatedLogistic, x: number): number {
  const e = exp(-Math.abs(x - center) / scale);
  return e / (scale * (1 + e) * (1 + e) * inside);
}

/** The number below which a share of the distribution lies. */
export function quantileAt({ center, scale, below, inside }: TruncatedLogistic, p: number): number {
  const q = below + p * inside;
  return Math.min(1, Math.max(0, center + scale * log(q / (1 - q))));
}
