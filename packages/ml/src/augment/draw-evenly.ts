import { type Random, shuffledIndices } from '../math/index.ts';

/**
 * Chooses `n` of the rows, each as often as any other up to one: whole rounds, and for the rest a draw without putting
 * any back. Fewer rows than `n` repeat; more are drawn once.
 *
 * @returns Whole rounds in the order of the rows, then the drawn ones in this order.
 */
export function drawEvenly(rows: Int32Array, n: number, random: Random): Int32Array {
  const drawn = new Int32Array(n);
  const nWhole = n - (n % rows.length);
  for (let i = 0; i < nWhole; i++) drawn[i] = rows[i % rows.length];
  const rest = shuffledIndices(rows.length, random)
    .subarray(0, n - nWhole)
    .sort();
  rest.forEach((place, i) => {
    drawn[nWhole + i] = rows[place];
  });
  return drawn;
}
