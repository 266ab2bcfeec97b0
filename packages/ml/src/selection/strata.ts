import { type Random, shuffledIndices } from '../math/index.ts';

/**
 * Rows of each class in random order; rows without a class (code below 0) are a class of their own.
 *
 * @param classes Code per row. Length n.
 * @returns Classes by increasing code.
 * @cost O(n log nClasses)
 */
export function rowsByClass(classes: Int32Array, random: Random): Int32Array[] {
  const rowsOf = new Map<number, number[]>();
  for (const row of shuffledIndices(classes.length, random)) {
    const code = Math.max(-1, classes[row]);
    const rows = rowsOf.get(code);
    if (rows) rows.push(row);
    else rowsOf.set(code, [row]);
  }
  return [...rowsOf].sort(([a], [b]) => a - b).map(([, rows]) => Int32Array.from(rows));
}
