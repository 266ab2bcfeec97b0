import { quantileSorted } from '../../stats/index.ts';

/** Where a second mode of residuals is looked for. */
export interface ModePlace {
  /** Robust standard deviation of the residuals, above 0. */
  readonly spread: number;
  /** Distance from 0: the logarithm of a factor. */
  readonly way: number;
  /** 1 above 0, -1 below. */
  readonly side: number;
  /** Fewest rows of a mode. */
  readonly fewest: number;
}

/** Spreads between the two modes. */
const APART = 4.5;
/** Half of a mode's width, in spreads, and as a part of the way between the modes. */
const WIDTH = 2.5;
const WIDEST = 0.35;
/** Rows beside a mode, and in the mirrored one, as a share of its rows, that make it a tail. */
const TAIL = 0.25;
/** Spreads within which the first mode is at home. */
const BULK = 2.5;
/** Error of a mode's place that is left to rounding and to what expects the values. */
const OFF = 0.02;

/**
 * Whether residuals have a mode of their own at a known distance from 0: with valleys on both of its sides, none
 * mirrored, and its middle where the distance says.
 *
 * @param sorted Residuals, ascending. Length n.
 * @returns The distance from 0 at which the mode begins, if there is one.
 * @cost O(n)
 * @source Titterington, Smith & Makov (1985), "Statistical Analysis of Finite Mixture Distributions", on modes and valleys.
 */
export function secondMode(
  sorted: Float64Array,
  { spread, way, side, fewest }: ModePlace,
): number | undefined {
  if (way < APART * spread) return undefined;
  const half = Math.min(WIDTH * spread, WIDEST * way);
  const within = (low: number, high: number) =>
    sorted.filter((residual) => residual * side >= low && residual * side < high);
  const mode = within(way - half, way + half);
  const n = mode.length;
  if (n < fewest || n > 0.5 * sorted.length) return undefined;
  const beside = within(Math.max(BULK * spread, way - 3 * half), way - half).length;
  const beyond = within(way + half, way + 3 * half).length;
  const mirrored = within(-way - half, -way + half).length;
  if (Math.max(beside, beyond, mirrored) > TAIL * n) return undefined;
  const middle = side * quantileSorted(mode, 0.5);
  const error = Math.max(OFF, (4 * spread) / Math.sqrt(n));
  return Math.abs(middle - way) <= error ? way - half : undefined;
}
