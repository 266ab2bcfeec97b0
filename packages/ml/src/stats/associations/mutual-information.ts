import type { Column } from '../../table/index.ts';
import { binnedGroups, crossCount, margins } from './groups.ts';

/**
 * Mutual information in nats, less what chance alone gives on average; numbers in ten bins of equal counts.
 *
 * @returns At least 0; NaN where no row has both.
 * @source Shannon (1948), "A Mathematical Theory of Communication"; Miller (1955), "Note on the bias of information estimates".
 */
export function mutualInformation(a: Column, b: Column): number {
  const [first, second] = [binnedGroups(a), binnedGroups(b)];
  const { counts, n } = crossCount(first, second);
  if (n === 0) return Number.NaN;
  const [rows, columns] = margins(counts, second.nGroups);
  let information = 0;
  for (let k = 0; k < counts.length; k++) {
    const expected = (rows[Math.floor(k / second.nGroups)] * columns[k % second.nGroups]) / n;
    if (counts[k] > 0) information += (counts[k] / n) * Math.log(counts[k] / expected);
  }
  const held = (sums: Float64Array): number => sums.filter((count) => count > 0).length;
  const bias = ((held(rows) - 1) * (held(columns) - 1)) / (2 * n);
  return Math.max(0, information - bias);
}
