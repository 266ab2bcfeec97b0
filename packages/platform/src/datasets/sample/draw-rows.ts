import { type Random, shuffledIndices } from '@kaizenml/ml/math';

/**
 * Draws `n` of the positions without putting any back, in their order.
 *
 * With strata each gets its share of `n`, rounded so that the largest remainders come first (Hamilton's method).
 *
 * @param strata Positions, together all of `0 … nRows - 1`; one stratum for a plain sample.
 * @cost O(rows) memory.
 */
export function drawRows(
  strata: readonly Int32Array[],
  n: number,
  random: Random,
): Int32Array<ArrayBuffer> {
  const nRows = strata.reduce((sum, rows) => sum + rows.length, 0);
  const wanted = strata.map((rows) => (n * rows.length) / nRows);
  const counts = wanted.map(Math.floor);
  const left = n - counts.reduce((sum, count) => sum + count, 0);
  const order = wanted
    .map((value, k) => ({ k, rest: value - Math.floor(value) }))
    .sort((a, b) => b.rest - a.rest || a.k - b.k);
  for (const { k } of order.slice(0, left)) counts[k] = (counts[k] ?? 0) + 1;
  const drawn = new Int32Array(n);
  let at = 0;
  for (const [k, rows] of strata.entries())
    for (const i of shuffledIndices(rows.length, random).subarray(0, counts[k]))
      drawn[at++] = rows[i] ?? 0;
  return drawn.sort();
}
