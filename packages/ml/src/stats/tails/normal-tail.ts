import { chiSquareTail } from './chi-square-tail.ts';

/**
 * Probability that a standard normal deviate is above z.
 *
 * @returns 0 to 1, within about 1e-13 relatively, also where it is tiny.
 * @source Its square is a chi-square deviate of one degree of freedom.
 */
export function normalTail(z: number): number {
  const half = chiSquareTail(z * z, 1) / 2;
  return z < 0 ? 1 - half : half;
}
