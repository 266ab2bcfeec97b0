import { crossCount, type Groups, margins } from './groups.ts';

/**
 * Cramér's V, corrected for what chance alone gives; groups that do not occur do not count.
 *
 * @returns 0 to 1; NaN where one of them has fewer than two groups.
 * @source Bergsma (2013), "A bias-correction for Cramér's V and Tschuprow's T", Journal of the Korean Statistical Society 42.
 */
export function cramersV(a: Groups, b: Groups): number {
  const { counts, n } = crossCount(a, b);
  const [rows, columns] = margins(counts, b.nGroups);
  const r = rows.filter((count) => count > 0).length;
  const c = columns.filter((count) => count > 0).length;
  if (r < 2 || c < 2) return Number.NaN;
  let share = 0;
  for (let k = 0; k < counts.length; k++)
    if (counts[k] > 0)
      share += counts[k] ** 2 / (rows[Math.floor(k / b.nGroups)] * columns[k % b.nGroups]);
  const phi2 = Math.max(0, share - 1 - ((r - 1) * (c - 1)) / (n - 1));
  const [rows2, columns2] = [r - (r - 1) ** 2 / (n - 1), c - (c - 1) ** 2 / (n - 1)];
  return Math.min(1, Math.sqrt(phi2 / Math.min(rows2 - 1, columns2 - 1)));
}
