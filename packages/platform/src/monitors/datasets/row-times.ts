import { AppError, didYouMean, listNames } from '@kaizenml/contracts';
import { findColumn, isNumeric, type Table } from '@kaizenml/ml/table';
import type { DatasetVersionRecord } from '../../datasets/index.ts';

/** Numbers below it are seconds since 1970, others milliseconds: as milliseconds it is in 1973, as seconds in the year 5138. */
const LEAST_MS = 1e11;

/**
 * When rows were, milliseconds since 1970; NaN where a row does not say. Numbers are seconds or milliseconds, as the largest of them is.
 *
 * @returns Undefined where the table has no such column, or one of words.
 * @cost O(rows)
 */
export function rowTimes(table: Table, timeColumn: string): Float64Array | undefined {
  const column = findColumn(table, timeColumn);
  if (column === undefined || !isNumeric(column)) return undefined;
  if (column.kind === 'date') return column.values;
  const isSeconds = column.values.every((value) => !(Math.abs(value) >= LEAST_MS));
  return isSeconds ? column.values.map((value) => value * 1000) : column.values;
}

/** @throws COLUMN_UNKNOWN with the closest name; ARGUMENT_INVALID for a column of words */
export function assertTimeColumn(
  { name, version, columns }: Pick<DatasetVersionRecord, 'name' | 'version' | 'columns'>,
  timeColumn: string,
): void {
  const found = columns.find((column) => column.name === timeColumn);
  if (found?.kind === 'date' || found?.kind === 'number') return;
  if (found !== undefined)
    throw new AppError('ARGUMENT_INVALID', {
      message: `The time column of a watched dataset must hold dates, or seconds or milliseconds since 1970, got column "${timeColumn}" of kind ${found.kind} in "${name}@${version}".`,
      hint: 'Name another column, or none: each version is then a window.',
      details: { column: timeColumn, kind: found.kind },
    });
  const names = columns.map((column) => column.name);
  throw new AppError('COLUMN_UNKNOWN', {
    message: `Dataset "${name}@${version}" has no column "${timeColumn}".`,
    hint: didYouMean(timeColumn, names) ?? `It has ${listNames(names, 20)}.`,
    details: { column: timeColumn, known: names },
  });
}
