import type { Random } from '../../math/index.ts';

/**
 * Draws k different numbers below n, every set alike.
 *
 * @cost O(k) time and memory, whatever n.
 * @source Floyd's algorithm, in Bentley & Floyd (1987), "Programming Pearls: A Sample of Brilliance".
 */
export function drawDistinct(n: number, k: number, random: Random): Int32Array {
  const drawn = new Set<number>();
  for (let last = n - k; last < n; last++) {
    const one = random.below(last + 1);
    drawn.add(drawn.has(one) ? last : one);
  }
  return Int32Array.from(drawn);
}
