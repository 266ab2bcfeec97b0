import type { ColumnStatistics, DatasetStatistics } from '@kaizenml/contracts';
import { jensenShannonDivergence, lInfinityDistance } from '@kaizenml/ml/validation';
import { isAllDifferent } from './all-different.ts';

/** How one column of a table differs from the column of that name in an earlier one. */
export interface ColumnChange {
  readonly name: string;
  readonly before: ColumnStatistics | null;
  readonly after: ColumnStatistics | null;
  /** Largest difference of the shares of one value, 0 to 1; null of numbers and dates, and where values are not told apart. */
  readonly lInfinity: number | null;
  /** Jensen-Shannon divergence, base 2, 0 to 1: of the values, or of the bins of numbers; null where there are none. */
  readonly jensenShannon: number | null;
  /** Share of missing values after minus before, -1 to 1. */
  readonly missing: number;
  /** The largest of all, 0 to 1; 1 of a column that only one of the tables has, or that has another kind. */
  readonly size: number;
}

/** Columns of two tables by what changed most; equal ones in the order of the later table. */
export function columnChanges(before: DatasetStatistics, after: DatasetStatistics): ColumnChange[] {
  const earlier = new Map(before.columns.map((column) => [column.name, column]));
  const later = new Set(after.columns.map(({ name }) => name));
  const changes = [
    ...after.columns.map((column) => columnChange(earlier.get(column.name) ?? null, column)),
    ...before.columns
      .filter(({ name }) => !later.has(name))
      .map((column) => columnChange(column, null)),
  ];
  return changes.sort((a, b) => b.size - a.size);
}

/** What changed in one column. At least one of the two is there. */
export function columnChange(
  before: ColumnStatistics | null,
  after: ColumnStatistics | null,
): ColumnChange {
  const name = (after ?? before)?.name ?? '';
  if (!before || !after)
    return { name, before, after, lInfinity: null, jensenShannon: null, missing: 0, size: 1 };
  const missing = shareMissing(after) - shareMissing(before);
  if (before.kind !== after.kind)
    return { name, before, after, lInfinity: null, jensenShannon: null, missing, size: 1 };
  const isComparable =
    hasValues(before) && hasValues(after) && !(isAllDifferent(before) && isAllDifferent(after));
  const divergence = isComparable ? jensenShannonDivergence(before, after) : null;
  const distance =
    isComparable && !before.number ? lInfinityDistance(before, after).distance : null;
  return {
    name,
    before,
    after,
    lInfinity: distance,
    jensenShannon: divergence,
    missing,
    size: Math.min(1, Math.max(Math.abs(missing), distance ?? 0, divergence ?? 0)),
  };
}

/** Share of the rows without a value, 0 to 1. */
export function shareMissing({ nMissing, nRows }: ColumnStatistics): number {
  return nRows === 0 ? 0 : nMissing / nRows;
}

function hasValues({ nRows, nMissing }: ColumnStatistics): boolean {
  return nRows > nMissing;
}
