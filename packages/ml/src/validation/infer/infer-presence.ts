import type { ColumnSchema, ColumnStatistics } from '@kaizenml/contracts';

/** How far the share of missing values may grow, and what is added for small batches. */
const GROWTH = 2;
const ALLOWANCE = 0.05;
/** Fewer values than these may all stay away by chance. */
const FEWEST_VALUES = 5;

/**
 * In how many rows a value is expected: in every one where none is missing, as TensorFlow Data Validation does; else in at
 * least one, and in a share that lets missing values double. A column without values, or with hardly any, may be without.
 */
export function inferPresence({
  nRows,
  nMissing,
}: Pick<ColumnStatistics, 'nRows' | 'nMissing'>): NonNullable<ColumnSchema['presence']> {
  if (nMissing === 0 && nRows > 0) return { minShare: 1 };
  if (nRows - nMissing < FEWEST_VALUES) return { minCount: 0 };
  const minShare = 1 - (GROWTH * (nMissing / nRows) + ALLOWANCE);
  const rounded = Math.floor(minShare * 100) / 100;
  return rounded > 0 ? { minShare: rounded, minCount: 1 } : { minCount: 1 };
}
