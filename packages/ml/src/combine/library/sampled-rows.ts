import { seededRandom, shuffledIndices } from '../../math/index.ts';

/**
 * At most so many of the numbers from 0 to n - 1, drawn without pattern, since folds often have one; all of them where they
 * are no more. The same for the same numbers.
 *
 * @shape min(n, most), rising
 */
export function sampledRows(n: number, most: number): Int32Array {
  if (n <= most) return Int32Array.from({ length: n }, (_, row) => row);
  return shuffledIndices(n, seededRandom(n)).slice(0, most).sort();
}
