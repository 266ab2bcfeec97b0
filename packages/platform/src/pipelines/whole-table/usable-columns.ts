import { AppError, type ColumnKind } from '@kaizenml/contracts';
import { selectColumns, type Table } from '@kaizenml/ml/table';
import type { LeftOut } from '@kaizenml/ml/unlabeled';

/** A table without the columns that say nothing of how rows are, and why they are left out. */
export interface UsableColumns {
  readonly table: Table;
  readonly leftOut: readonly LeftOut[];
}

/**
 * The columns that rows may be compared by: all but keys and those that the project ignores.
 *
 * @throws FEATURES_UNUSABLE where none is left
 */
export function usableColumns(table: Table, ignore: readonly string[]): UsableColumns {
  const leftOut = columnsLeftOut(table.columns, ignore);
  const without = new Set(leftOut.map(({ name }) => name));
  const names = table.columns.map(({ name }) => name).filter((name) => !without.has(name));
  return { table: selectColumns(table, names), leftOut };
}

/**
 * The columns that rows are not compared by.
 *
 * @throws FEATURES_UNUSABLE where that is all of them
 */
export function columnsLeftOut(
  columns: readonly { readonly name: string; readonly kind: ColumnKind }[],
  ignore: readonly string[],
): UsableColumns['leftOut'] {
  const leftOut = columns.flatMap(({ name, kind }) =>
    ignore.includes(name)
      ? [{ name, reason: 'is ignored' }]
      : kind === 'id'
        ? [{ name, reason: 'identifies rows' }]
        : [],
  );
  if (leftOut.length < columns.length) return leftOut;
  throw new AppError('FEATURES_UNUSABLE', {
    message: `The table must have a column that rows can be compared by, got only ${leftOut.map(({ name, reason }) => `"${name}", which ${reason}`).join('; ')}.`,
    hint: 'Add columns of numbers, dates or categories that describe the rows.',
    details: { leftOut },
  });
}
