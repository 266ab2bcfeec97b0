import { AppError } from '@kaizenml/contracts';
import { selectColumns, type Table } from '@kaizenml/ml/table';

/** A table without the columns that say nothing of how rows are, and why they are left out. */
export interface UsableColumns {
  readonly table: Table;
  readonly leftOut: readonly { readonly name: string; readonly reason: string }[];
}

/**
 * The columns that rows may be compared by: all but keys and those that the project ignores.
 *
 * @throws FEATURES_UNUSABLE where none is left
 */
export function usableColumns(table: Table, ignore: readonly string[]): UsableColumns {
  const leftOut = table.columns.flatMap(({ name, kind }) =>
    ignore.includes(name)
      ? [{ name, reason: 'is ignored' }]
      : kind === 'id'
        ? [{ name, reason: 'identifies rows' }]
        : [],
  );
  const without = new Set(leftOut.map(({ name }) => name));
  const names = table.columns.map(({ name }) => name).filter((name) => !without.has(name));
  if (names.length > 0) return { table: selectColumns(table, names), leftOut };
  throw new AppError('FEATURES_UNUSABLE', {
    message: `The table must have a column that rows can be compared by, got only ${leftOut.map(({ name, reason }) => `"${name}", which ${reason}`).join('; ')}.`,
    hint: 'Add columns of numbers, dates or categories that describe the rows.',
    details: { leftOut },
  });
}
