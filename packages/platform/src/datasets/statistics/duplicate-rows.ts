import type { ColumnStatistics } from '@kaizenml/contracts';
import { type DuckDBConnection, queryRows } from '../engine/duck-db.ts';
import { comparableValue } from './comparable-value.ts';
import type { ScanTable } from './scan-table.ts';

/** Above so many rows hashes of 64 bits may meet by chance, and their table outgrows what a disk should be asked for. */
const MOST_ROWS = 200_000_000;

/**
 * Rows that equal an earlier row in every column; null above 200 million rows.
 *
 * Rows are told apart by 64 bits of hash: at 10 million rows the chance that any two different ones meet is 3 in a million.
 */
export async function countDuplicates(
  connection: DuckDBConnection,
  { from, nRows, columns }: ScanTable,
  found: readonly ColumnStatistics[],
): Promise<number | null> {
  const isUnique = found.some(
    ({ distinct, nMissing }) => nMissing === 0 && distinct.isExact && distinct.count === nRows,
  );
  if (isUnique || columns.length === 0) return 0;
  if (nRows > MOST_ROWS) return null;
  const values = columns.map((column, j) => comparableValue(column, found[j]));
  const [[nDistinct] = []] = await queryRows(
    connection,
    `select count(*) from (select distinct hash(${values.join(', ')}) from ${from})`,
  );
  return nRows - Number(nDistinct);
}
