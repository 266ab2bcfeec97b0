import type { ColumnStatistics } from '@kaizenml/contracts';

/** Whether no value of a column of words occurs twice, as far as is known: its most frequent values tell nothing. */
export function isAllDifferent({
  number,
  top,
  nRows,
  nMissing,
  distinct,
}: ColumnStatistics): boolean {
  const present = nRows - nMissing;
  if (number !== undefined || present < 2) return false;
  return top.length === 0 || (distinct.isExact && distinct.count === present);
}
