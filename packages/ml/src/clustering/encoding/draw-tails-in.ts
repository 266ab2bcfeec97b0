import { log } from '../../math/index.ts';

/** Robust standard deviations from the median within which numbers keep their distances. */
const STRAIGHT = 3;

/** Farther numbers count as this far. */
const FARTHEST = 1e12;

/**
 * A standardized number with its tail drawn in: the same up to 3, and beyond it 3 + ln(1 + |z| - 3).
 *
 * The order of numbers stays, but a single extreme one does not become a cluster of its own.
 */
export function drawTailsIn(z: number): number {
  const size = Math.abs(z);
  if (size <= STRAIGHT) return z;
  return Math.sign(z) * (STRAIGHT + log(1 + Math.min(size, FARTHEST) - STRAIGHT));
}
