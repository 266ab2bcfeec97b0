import type { ColumnSchema, ColumnStatistics } from '@kaizenml/contracts';

/** How far the share of missing values may grow: by half and three percent, by ten percent at most. */
const GROWTH = 1.5;
const ALLOWANCE = 0.03;
const MOST_ADDED = 0.1;
/** Fewer values than these may all stay away by chance. */
const FEWEST_VALUES = 5;

/**
 * In how many rows a value is expected: in every one where none is missing, as TensorFlow Data Validation does; else in at
 * least one, and in a share that lets missing values become more. A column without values, or with hardly any, may be without.
 */
export function inferPresence({
  nRows,
  nMissing,
}: Pick<ColumnStatistics, 'nRows' | 'nMissing'>): NonNullable<ColumnSchema['presence']> {
  if (nMissing === 0 && nRows > 0) return { minShare: 1 };
  if (nRows - nMissing < FEWEST_VALUES) return { minCount: 0 };
  const missing = nMissing / nRows;
  const minShare = 1 - Math.min(GROWTH * missing + ALLOWANCE, missing + MOST_ADDED);
  const rounded = Math.floor(minShare * 100) / 100;
  return rounded > 0 ? { minShare: rounded, minCount: 1 } : { minCount: 1 };
}
