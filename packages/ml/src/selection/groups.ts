import { type Random, shuffledIndices } from '../math/index.ts';

/**
 * Rows of each group, groups in random order; a row without a group (code below 0) is a group of its own.
 *
 * @param groups Code per row. Length n.
 * @cost O(n)
 */
export function shuffledGroups(groups: Int32Array, random: Random): number[][] {
  const rowsOf = new Map<number, number[]>();
  groups.forEach((code, row) => {
    const key = code < 0 ? -1 - row : code;
    const rows = rowsOf.get(key);
    if (rows) rows.push(row);
    else rowsOf.set(key, [row]);
  });
  const all = [...rowsOf.values()];
  return Array.from(shuffledIndices(all.length, random), (g) => all[g]);
}
