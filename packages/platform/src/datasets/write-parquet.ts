import { rm } from 'node:fs/promises';
import { type Column, isNumeric, type Table } from '@kaizenml/ml/table';
import { diskFull, toWriteError } from '../kit/index.ts';
import { type DuckDBConnection, sqlName, sqlText, withDuckDb } from './engine/duck-db.ts';

const CHUNK_ROWS = 2048;
/** A list of more texts costs more to look through, once per 2048 rows, than the texts themselves. */
const MOST_LISTED = 1000;

/**
 * Writes a table as a Parquet file: numbers as DOUBLE, dates as TIMESTAMP, everything else as VARCHAR.
 *
 * Missing values are NULL. Nothing is left at the path when writing fails.
 *
 * @throws DISK_FULL, HOME_NOT_WRITABLE
 * @cost O(cells) time; the table is held a second time in DuckDB.
 */
export async function writeParquet(
  path: string,
  table: Table,
  { signal }: { readonly signal?: AbortSignal | undefined } = {},
): Promise<void> {
  try {
    await withDuckDb(
      async (connection) => {
        await appendTable(connection, table);
        const list: string[] = [];
        for (const [j, column] of table.columns.entries())
          list.push(`${await outputSql(connection, column, j)} as ${sqlName(column.name)}`);
        await connection.run(
          `copy (select ${list.join(', ')} from stored) to ${sqlText(path)} (format parquet, compression zstd)`,
        );
      },
      { signal },
    );
  } catch (thrown) {
    await rm(path, { force: true });
    if (thrown instanceof Error && /no space left|disk quota/i.test(thrown.message))
      throw diskFull(path, thrown);
    throw toWriteError(thrown, path);
  }
}

async function appendTable(connection: DuckDBConnection, { nRows, columns }: Table): Promise<void> {
  const { DOUBLE, DuckDBDataChunk, INTEGER, VARCHAR } = await import('@duckdb/node-api');
  const types = columns.map((column) => {
    if (isNumeric(column)) return DOUBLE;
    return isListed(column) ? INTEGER : VARCHAR;
  });
  await connection.run(
    `create table stored (${types.map((type, j) => `c${j} ${type}`).join(', ')})`,
  );
  if (nRows === 0) return;
  const appender = await connection.createAppender('stored');
  try {
    for (let start = 0; start < nRows; start += CHUNK_ROWS) {
      const n = Math.min(CHUNK_ROWS, nRows - start);
      const chunk = DuckDBDataChunk.create(types, n);
      for (const [j, column] of columns.entries()) {
        const vector = chunk.getColumnVector(j) as unknown as WritableVector;
        if (isNumeric(column)) setNumbers(vector, column.values.subarray(start, start + n));
        else if (isListed(column)) vector.items.set(column.codes.subarray(start, start + n));
        else
          for (let i = 0; i < n; i++)
            vector.setItem(i, column.levels[column.codes[start + i] ?? -1] ?? null);
        vector.flush();
      }
      appender.appendDataChunk(chunk);
    }
  } finally {
    appender.closeSync();
  }
}

interface WritableVector {
  readonly items: Float64Array;
  setItem(row: number, value: string | null): void;
  flush(): void;
}

/** NaN becomes NULL here: thousands of queried expressions would take longer to plan than all else. */
function setNumbers(vector: WritableVector, values: Float64Array): void {
  vector.items.set(values);
  for (let i = 0; i < values.length; i++) if (Number.isNaN(values[i])) vector.setItem(i, null);
}

function isListed(column: Extract<Column, { readonly levels: readonly string[] }>): boolean {
  return column.levels.length <= MOST_LISTED;
}

/** Codes become text by their place in a short list that is a constant of the query; place 0 is NULL. */
async function outputSql(connection: DuckDBConnection, column: Column, j: number): Promise<string> {
  if (column.kind === 'number') return `c${j}`;
  if (isNumeric(column)) return `epoch_ms(c${j}::bigint)`;
  if (column.levels.length === 0) return 'null::varchar';
  if (!isListed(column)) return `c${j}`;
  await connection.run(`create table levels${j} (level varchar)`);
  const appender = await connection.createAppender(`levels${j}`);
  try {
    for (const level of column.levels) {
      appender.appendVarchar(level);
      appender.endRow();
    }
  } finally {
    appender.closeSync();
  }
  await connection.run(
    `set variable levels${j} = (select list(level order by rowid) from levels${j})`,
  );
  return `getvariable('levels${j}')[c${j} + 1]`;
}
