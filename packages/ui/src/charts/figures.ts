import { extent } from 'd3-array';

/** Beyond this the difference of two numbers could overflow; charts draw such values at the border. */
const LARGEST = 1e150;

/** A point in the units of the figures. */
export type Point = readonly [x: number, y: number];

/** The value within what can be drawn, or undefined when it is missing or not finite. */
export function drawable(value: number | null | undefined): number | undefined {
  if (value === null || value === undefined || !Number.isFinite(value)) return undefined;
  return Math.max(-LARGEST, Math.min(LARGEST, value));
}

/** The drawable ones of some numbers. */
export function drawables(values: Iterable<number | null | undefined>): number[] {
  return Array.from(values, drawable).filter((value) => value !== undefined);
}

/** Points from two arrays of equal meaning; a pair with a missing half is dropped, as is what one array has more. */
export function drawablePoints(xs: readonly number[], ys: readonly number[]): Point[] {
  const points: Point[] = [];
  for (let i = 0; i < Math.min(xs.length, ys.length); i++) {
    const x = drawable(xs[i]);
    const y = drawable(ys[i]);
    if (x !== undefined && y !== undefined) points.push([x, y]);
  }
  return points;
}

/** The points of two arrays of shares: as `drawablePoints`, without what is not between 0 and 1. */
export function sharePoints(xs: readonly number[], ys: readonly number[]): Point[] {
  return drawablePoints(xs, ys).filter((point) => point.every((share) => share >= 0 && share <= 1));
}

/**
 * The interval that an axis covers: the extent of the values, widened where it has no width.
 *
 * @param include Values that must be inside besides, such as 0.
 * @param pad Share of the width added at both ends. Default 0.
 * @returns Two finite numbers, the first below the second; 0 to 1 for no values.
 */
export function domainOf(
  values: readonly number[],
  { include = [], pad = 0 }: { readonly include?: readonly number[]; readonly pad?: number } = {},
): [low: number, high: number] {
  const [low, high] = extent([...drawables(values), ...drawables(include)]);
  if (low === undefined || high === undefined) return [0, 1];
  const largest = Math.max(Math.abs(low), Math.abs(high));
  if (high - low <= largest * 1e-9 || high - low < 1e-150) {
    const half = largest < 1e-150 ? 0.5 : largest * 0.1;
    return [low - half, high + half];
  }
  return [low - (high - low) * pad, high + (high - low) * pad];
}

/** Pixel points without those that lie within half a pixel of the last kept one; the ends stay. */
export function thinned(points: readonly Point[]): Point[] {
  const kept: Point[] = [];
  for (const [i, point] of points.entries()) {
    const last = kept.at(-1);
    const isFar = !last || Math.hypot(point[0] - last[0], point[1] - last[1]) >= 0.5;
    if (isFar || i === points.length - 1) kept.push(point);
  }
  return kept;
}
