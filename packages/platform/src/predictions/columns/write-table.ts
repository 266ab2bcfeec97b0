import {
  type DuckDBConnection,
  queryRows,
  sqlName,
  sqlText,
  withDuckDb,
} from '../../datasets/engine/duck-db.ts';
import type { StoredRow } from './from-table.ts';
import type { Layout } from './layout.ts';
import type { TableColumn } from './table-columns.ts';

const CHUNK_ROWS = 2048;
const MEMORY_MB = 512;

/** Key under which the layout lies in the metadata of a Parquet file. */
export const LAYOUT_KEY = 'kaizen';

/** What is written where. */
export interface TableToWrite {
  readonly path: string;
  readonly format: 'parquet' | 'csv';
  readonly layout: Layout;
  readonly columns: readonly TableColumn[];
  /** Rows in their order, some at a time. */
  readonly rows: AsyncIterable<readonly StoredRow[]>;
  /** Folder for what does not fit in memory. */
  readonly tempPath?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Writes rows as a table: Parquet with zstd and the layout in its metadata, or CSV with a header.
 *
 * @returns how many rows the file holds
 */
export async function writeTable({
  path,
  format,
  layout,
  columns,
  rows,
  tempPath,
  signal,
}: TableToWrite): Promise<number> {
  return await withDuckDb(
    async (connection) => {
      await fill(connection, columns, rows);
      const list = columns.map(
        ({ name, type }, j) => `${sqlOutput(`c${j}`, type, format)} as ${sqlName(name)}`,
      );
      const options =
        format === 'csv'
          ? 'format csv, header'
          : `format parquet, compression zstd, kv_metadata {${LAYOUT_KEY}: ${sqlText(JSON.stringify(layout))}}`;
      const [[nRows] = []] = await queryRows(
        connection,
        `copy (select ${list.join(', ')} from stored) to ${sqlText(path)} (${options})`,
      );
      return Number(nRows);
    },
    { memoryMb: MEMORY_MB, tempPath, signal },
  );
}

async function fill(
  connection: DuckDBConnection,
  columns: readonly TableColumn[],
  rows: TableToWrite['rows'],
): Promise<void> {
  const { BOOLEAN, DOUBLE, DuckDBDataChunk, INTEGER, VARCHAR } = await import('@duckdb/node-api');
  const stored = {
    text: VARCHAR,
    json: VARCHAR,
    number: DOUBLE,
    instant: DOUBLE,
    whole: INTEGER,
    boolean: BOOLEAN,
  };
  const types = columns.map(({ type }) => stored[type]);
  await connection.run(
    `create table stored (${types.map((type, j) => `c${j} ${type}`).join(', ')})`,
  );
  const appender = await connection.createAppender('stored');
  const append = (some: readonly StoredRow[]) => {
    const chunk = DuckDBDataChunk.create(types, some.length);
    for (const [j, { name }] of columns.entries()) {
      const vector = chunk.getColumnVector(j);
      for (const [i, row] of some.entries()) vector.setItem(i, row[name] ?? null);
      vector.flush();
    }
    appender.appendDataChunk(chunk);
  };
  try {
    let waiting: StoredRow[] = [];
    for await (const some of rows) {
      waiting.push(...some);
      let start = 0;
      for (; waiting.length - start >= CHUNK_ROWS; start += CHUNK_ROWS)
        append(waiting.slice(start, start + CHUNK_ROWS));
      if (start > 0) waiting = waiting.slice(start);
    }
    if (waiting.length > 0) append(waiting);
  } finally {
    appender.closeSync();
  }
}

function sqlOutput(
  column: string,
  type: TableColumn['type'],
  format: TableToWrite['format'],
): string {
  if (type === 'json') return `${column}::json`;
  if (type !== 'instant') return column;
  const instant = `epoch_ms(${column}::bigint)`;
  return format === 'csv' ? `strftime(${instant}, '%Y-%m-%dT%H:%M:%S.%gZ')` : instant;
}
