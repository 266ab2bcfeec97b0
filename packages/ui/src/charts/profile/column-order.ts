import type { ColumnStatistics } from '@kaizenml/contracts';
import type { ColumnChange } from './column-change.ts';
import { shareMissing } from './column-change.ts';

/** Ways to order the columns of a profile, as people choose them. */
export const COLUMN_ORDERS = {
  table: 'As in the table',
  name: 'By name',
  missing: 'Most missing first',
  distinct: 'Most distinct first',
} as const;

export type ColumnOrder = keyof typeof COLUMN_ORDERS;

/** Ways to order the changes between two profiles. */
export const CHANGE_ORDERS = {
  change: 'Largest change first',
  divergence: 'By JS divergence',
  distance: 'By L∞',
  missing: 'By change of missing',
  name: 'By name',
} as const;

export type ChangeOrder = keyof typeof CHANGE_ORDERS;

/** What a column is ordered by: ascending; equal ones stay as they are. */
const COLUMN_KEYS: Readonly<Record<ColumnOrder, (column: ColumnStatistics) => number>> = {
  table: () => 0,
  name: () => 0,
  missing: (column) => -shareMissing(column),
  distinct: ({ distinct }) => -distinct.count,
};

const CHANGE_KEYS: Readonly<Record<ChangeOrder, (change: ColumnChange) => number>> = {
  change: ({ size }) => -size,
  divergence: ({ jensenShannon }) => -(jensenShannon ?? -1),
  distance: ({ lInfinity }) => -(lInfinity ?? -1),
  missing: ({ missing }) => -Math.abs(missing),
  name: () => 0,
};

/** Columns whose name holds the words, of one kind or of any, in an order. */
export function orderColumns(
  columns: readonly ColumnStatistics[],
  {
    order,
    words,
    kind,
  }: { readonly order: ColumnOrder; readonly words: string; readonly kind: string },
): ColumnStatistics[] {
  const found = columns.filter(
    (column) => holds(column.name, words) && (kind === '' || column.kind === kind),
  );
  return ordered(found, COLUMN_KEYS[order], order === 'name');
}

/** Changes of columns whose name holds the words, in an order. */
export function orderChanges(
  changes: readonly ColumnChange[],
  { order, words }: { readonly order: ChangeOrder; readonly words: string },
): ColumnChange[] {
  return ordered(
    changes.filter(({ name }) => holds(name, words)),
    CHANGE_KEYS[order],
    order === 'name',
  );
}

function ordered<T extends { readonly name: string }>(
  items: readonly T[],
  key: (item: T) => number,
  byName: boolean,
): T[] {
  return items.toSorted(
    byName ? (a, b) => a.name.localeCompare(b.name) : (a, b) => key(a) - key(b),
  );
}

function holds(name: string, words: string): boolean {
  return name.toLowerCase().includes(words.trim().toLowerCase());
}
