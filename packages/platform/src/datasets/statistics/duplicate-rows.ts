import { type ColumnStatistics, invariant } from '@kaizenml/contracts';
import { MOST_HASHED_ROWS, openHashCounter } from '@kaizenml/ml/cells';
import { type DuckDBConnection, queryRows } from '../engine/duck-db.ts';
import { comparableValue } from './comparable-value.ts';
import type { ScanColumn, ScanTable } from './scan-table.ts';

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
  const values = columns.map((column, j) => comparableRow(column, found[j]));
  const hashes = `select hash(${values.join(', ')}) as h from ${from}`;
  if (nRows <= MOST_HASHED_ROWS) return nRows - (await countHashes(connection, hashes));
  const [[nDistinct] = []] = await queryRows(
    connection,
    `select count(*) from (select distinct h from (${hashes}))`,
  );
  return nRows - Number(nDistinct);
}

/** A date without missing values is compared as it lies there. */
function comparableRow(column: ScanColumn, found: ColumnStatistics | undefined): string {
  const isWholeDate = column.as === 'date' && found?.nMissing === 0;
  return (isWholeDate ? column.raw : undefined) ?? comparableValue(column, found);
}

/** Our own count is several times as fast as the database's, whose hash table does not fit the caches. */
async function countHashes(connection: DuckDBConnection, sql: string): Promise<number> {
  const counter = openHashCounter();
  const result = await connection.stream(sql);
  for (;;) {
    const chunk = await result.fetchChunk();
    if (chunk === null || chunk.rowCount === 0) break;
    const vector: object = chunk.getColumnVector(0);
    invariant('items' in vector, 'a vector of hashes has items');
    counter.push((vector.items as BigUint64Array).subarray(0, chunk.rowCount));
  }
  const count = counter.count();
  invariant(count !== undefined, 'hashes are at most as many as are counted');
  return count;
}
