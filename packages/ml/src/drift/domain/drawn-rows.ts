import { seededRandom, shuffledIndices } from '../../math/index.ts';

const SEED = 7;

/** At most so many of n rows, drawn with one seed; all of them, in order, where there are no more. @cost O(n) */
export function drawnRows(n: number, limit: number): Int32Array {
  if (n <= limit) return Int32Array.from({ length: n }, (_, row) => row);
  return shuffledIndices(n, seededRandom(SEED)).subarray(0, limit).sort();
}
