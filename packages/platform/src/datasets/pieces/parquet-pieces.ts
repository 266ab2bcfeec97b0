import {
  type DuckDBConnection,
  type DuckDBDataChunk,
  openDuckDb,
  queryRows,
  withDuckDb,
} from '../engine/duck-db.ts';
import { withoutPattern } from '../formats/csv.ts';
import {
  asDamaged,
  type OpenedParquet,
  openParquet,
  type ParquetColumn,
} from '../formats/parquet.ts';
import type { ReadContext } from '../formats/read-context.ts';
import { type ColumnSink, numberSink, textSink, wholeSink } from './column-sinks.ts';
import type { PlacedPiece, StoredKind, WantedColumns } from './piece.ts';

/** Rows of a piece. */
const PIECE_ROWS = 1 << 16;
const WHOLE = /^(U?(TINY|SMALL)INT|U?INTEGER|BIGINT)$/;

/** What is known of a Parquet file before its rows are read. */
export interface ParquetLook {
  readonly columns: readonly string[];
  readonly nRows: number;
  readonly storedKind: (column: string) => StoredKind;
  /** How it is queried. */
  readonly opened: OpenedParquet;
}

/** Looks at the columns of a Parquet file. @throws FILE_NOT_A_TABLE, COLUMN_DUPLICATE */
export async function lookAtParquet(
  file: { readonly path: string; readonly name: string },
  context: ReadContext,
): Promise<ParquetLook> {
  const look = async (connection: DuckDBConnection): Promise<ParquetLook> => {
    const path = await withoutPattern(file.path, context);
    const opened = await openParquet(connection, { path, file: file.name }, context);
    const { from, columns } = opened;
    const [[nRows] = [0]] = await queryRows(connection, `select count(*)::double from ${from}`);
    const kinds = new Map(columns.map((column) => [column.name, kindOf(column)]));
    return {
      columns: columns.map(({ name }) => name),
      nRows: Number(nRows),
      storedKind: (name) => kinds.get(name) ?? 'text',
      opened,
    };
  };
  return await withDuckDb((connection) => asDamaged(file.name, () => look(connection)), {
    tempPath: context.workPath,
  });
}

function kindOf({ type, as }: ParquetColumn): StoredKind {
  if (WHOLE.test(type)) return 'whole';
  return as === 'number' ? 'number' : 'text';
}

/** What is read of a Parquet file. */
export interface ParquetWanted extends ParquetLook {
  readonly file: { readonly path: string; readonly name: string; readonly sizeBytes: number };
  readonly context: ReadContext;
}

/**
 * The wanted columns of a Parquet file, some ten thousand rows at a time, in their order.
 *
 * @throws FILE_NOT_A_TABLE where its bytes are damaged
 */
export async function* parquetPieces(
  { file, context, nRows, opened }: ParquetWanted,
  from: number,
  { wanted, kept, numbers, values, pieceRows = PIECE_ROWS }: WantedColumns,
): AsyncGenerator<PlacedPiece> {
  // A second thread of the database costs more than it brings: one makes chunks while this one looks at them.
  const { connection, close } = await openDuckDb({ tempPath: context.workPath, threads: 1 });
  let chunks: AsyncGenerator<DuckDBDataChunk, null> | undefined;
  try {
    const read = opened.columns
      .filter(({ name }) => wanted.has(name))
      .map((column, place) => {
        const isKept = kept.has(column.name);
        const asNumbers = numbers?.has(column.name) === true;
        const room = values && ((n: number) => values(place, n));
        return planOf(column, { isKept, asNumbers, room });
      });
    const list = ['0', ...read.map(({ sql }) => sql)].join(', ');
    const query = `select ${list} from ${opened.from}${from === 0 ? '' : ` offset ${from}`}`;
    const rows = await asDamaged(file.name, () => connection.stream(query));
    chunks = chunksAhead(() => asDamaged(file.name, () => rows.fetchChunk()));
    let [next, { value: chunk }, used] = [from, await chunks.next(), 0];
    while (chunk !== null) {
      const size = Math.min(pieceRows, nRows - next);
      const sinks = read.map(({ open }) => open(size));
      for (let filled = 0; filled < size && chunk !== null; ) {
        const n = Math.min(chunk.rowCount - used, size - filled);
        for (const [j, sink] of sinks.entries()) sink.take(chunk, j + 1, { used, n, filled });
        filled += n;
        used += n;
        if (used < chunk.rowCount) continue;
        chunk = (await chunks.next()).value;
        used = 0;
      }
      next += size;
      yield {
        next,
        doneBytes: (file.sizeBytes * next) / nRows,
        piece: {
          kind: 'columns',
          nRows: size,
          columns: read.map(({ name }, k) => [name, (sinks[k] as ColumnSink).finish()]),
          dateFormats: {},
        },
      };
    }
  } finally {
    await chunks?.return(null);
    close();
  }
}

/** Chunks, the next of which is made while one is looked at; null behind the last one. */
async function* chunksAhead(
  fetch: () => Promise<DuckDBDataChunk | null>,
): AsyncGenerator<DuckDBDataChunk, null> {
  let ahead = Promise.allSettled([fetch()]);
  try {
    for (;;) {
      const [found] = await ahead;
      if (found.status === 'rejected') throw found.reason;
      const { value: chunk } = found;
      if (chunk === null || chunk.rowCount === 0) return null;
      ahead = Promise.allSettled([fetch()]);
      yield chunk;
    }
  } finally {
    await ahead;
  }
}

interface ColumnPlan {
  readonly name: string;
  readonly sql: string;
  readonly open: (nRows: number) => ColumnSink;
}

interface PlanOptions {
  readonly isKept: boolean;
  /** Whether whole numbers are read as doubles. */
  readonly asNumbers: boolean;
  readonly room: ((nRows: number) => Float64Array) | undefined;
}

/** What is asked of the database is as little as can be: it does the rest of each cell more dearly. */
function planOf(column: ParquetColumn, { isKept, asNumbers, room }: PlanOptions): ColumnPlan {
  const { name, stored, sql, as, type, isText } = column;
  const open = (nRows: number) => numberSink(room?.(nRows) ?? new Float64Array(nRows));
  if (kindOf(column) === 'whole')
    return asNumbers
      ? { name, sql: `${stored}::double`, open }
      : { name, sql: `${stored}::bigint`, open: wholeSink };
  if (as === 'number') return { name, sql: /^(FLOAT|DOUBLE)$/.test(type) ? stored : sql, open };
  if (as === 'date')
    return isKept ? { name, sql: `${stored}::varchar`, open: textSink } : { name, sql, open };
  return { name, sql: isText ? stored : sql, open: textSink };
}
