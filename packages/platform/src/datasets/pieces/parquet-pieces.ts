import {
  type DuckDBConnection,
  type DuckDBDataChunk,
  openDuckDb,
  queryRows,
  sqlName,
  withDuckDb,
} from '../engine/duck-db.ts';
import { withoutPattern } from '../formats/csv.ts';
import { asDamaged, openParquet, type ParquetColumn } from '../formats/parquet.ts';
import type { ReadContext } from '../formats/read-context.ts';
import { createLevelCoder } from './level-coder.ts';
import type { PlacedPiece, RawColumn, StoredKind, WantedColumns } from './piece.ts';
import { vectorTexts } from './vector-texts.ts';

/** Rows of a piece. */
const PIECE_ROWS = 1 << 16;
const WHOLE = /^(U?(TINY|SMALL)INT|U?INTEGER|BIGINT)$/;

/** What is known of a Parquet file before its rows are read. */
export interface ParquetLook {
  readonly columns: readonly string[];
  readonly nRows: number;
  readonly storedKind: (column: string) => StoredKind;
  /** Where it is read: a path that is no pattern. */
  readonly readPath: string;
}

/** Looks at the columns of a Parquet file. @throws FILE_NOT_A_TABLE, COLUMN_DUPLICATE */
export async function lookAtParquet(
  file: { readonly path: string; readonly name: string },
  context: ReadContext,
): Promise<ParquetLook> {
  const look = async (connection: DuckDBConnection): Promise<ParquetLook> => {
    const path = await withoutPattern(file.path, context);
    const { from, columns } = await openParquet(connection, { path, file: file.name }, context);
    const [[nRows] = [0]] = await queryRows(connection, `select count(*)::double from ${from}`);
    const described = await queryRows(connection, `describe select * from ${from}`);
    const types = new Map(described.map(([name, type]) => [sqlName(String(name)), String(type)]));
    const kinds = new Map(
      columns.map((column): [string, StoredKind] => {
        if (WHOLE.test(types.get(column.stored) ?? '')) return [column.name, 'whole'];
        return [column.name, column.as === 'number' ? 'number' : 'text'];
      }),
    );
    return {
      columns: columns.map(({ name }) => name),
      nRows: Number(nRows),
      storedKind: (name) => kinds.get(name) ?? 'text',
      readPath: path,
    };
  };
  return await withDuckDb((connection) => asDamaged(file.name, () => look(connection)), {
    tempPath: context.workPath,
  });
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
  { file, context, nRows, storedKind, readPath: path }: ParquetWanted,
  from: number,
  { wanted, kept, numbers }: WantedColumns,
): AsyncGenerator<PlacedPiece> {
  const { connection, close } = await openDuckDb({ tempPath: context.workPath });
  try {
    const opened = await openParquet(connection, { path, file: file.name }, context);
    const read = opened.columns
      .filter(({ name }) => wanted.has(name))
      .map((column) =>
        numbers?.has(column.name) === true && storedKind(column.name) === 'whole'
          ? planNumbers(column)
          : planOf(column, storedKind(column.name), kept.has(column.name)),
      );
    const list = ['0', ...read.flatMap(({ sql }) => sql)].join(', ');
    const query = `select ${list} from ${opened.from}${from === 0 ? '' : ` offset ${from}`}`;
    const rows = await asDamaged(file.name, () => connection.stream(query));
    const fetch = () => asDamaged(file.name, () => rows.fetchChunk());
    let [next, chunk, used] = [from, await fetch(), 0];
    while (chunk !== null && chunk.rowCount > 0) {
      const size = Math.min(PIECE_ROWS, nRows - next);
      const sinks = read.map(({ open }) => open(size));
      for (let filled = 0; filled < size && chunk !== null && chunk.rowCount > 0; ) {
        const n = Math.min(chunk.rowCount - used, size - filled);
        let j = 1;
        for (const sink of sinks) j += sink.take(chunk, { j, used, n, filled });
        filled += n;
        used += n;
        if (used < chunk.rowCount) continue;
        chunk = await fetch();
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
    close();
  }
}

/** Where the rows of a column go. */
interface ColumnSink {
  /** Takes rows of a chunk; gives the number of columns of it that it looked at. */
  readonly take: (chunk: DuckDBDataChunk, at: ChunkPart) => number;
  readonly finish: () => RawColumn;
}

/** `n` rows from row `used` of a chunk on, from column `j` on, go behind `filled` rows. */
interface ChunkPart {
  readonly j: number;
  readonly used: number;
  readonly n: number;
  readonly filled: number;
}

interface ColumnPlan {
  readonly name: string;
  readonly sql: readonly string[];
  readonly open: (nRows: number) => ColumnSink;
}

/** Whole numbers as numbers. */
function planNumbers({ name, stored }: ParquetColumn): ColumnPlan {
  return { name, sql: [`coalesce(${stored}::double, 'nan'::double)`], open: numberSink };
}

function planOf(
  { name, stored, sql, as }: ParquetColumn,
  kind: StoredKind,
  isKept: boolean,
): ColumnPlan {
  if (kind === 'whole')
    return {
      name,
      sql: [`coalesce(${stored}::bigint, 0)`, `(${stored} is null)::utinyint`],
      open: wholeSink,
    };
  if (as === 'number' || (as === 'date' && !isKept))
    return { name, sql: [`coalesce(${sql}, 'nan'::double)`], open: numberSink };
  return { name, sql: [as === 'date' ? `${stored}::varchar` : sql], open: textSink };
}

function wholeSink(nRows: number): ColumnSink {
  const [values, isMissing] = [new BigInt64Array(nRows), new Uint8Array(nRows)];
  return {
    take(chunk, { j, used, n, filled }) {
      values.set(items<BigInt64Array>(chunk, j).subarray(used, used + n), filled);
      isMissing.set(items<Uint8Array>(chunk, j + 1).subarray(used, used + n), filled);
      return 2;
    },
    finish: () => ({ layout: 'whole', values, isMissing }),
  };
}

function numberSink(nRows: number): ColumnSink {
  const values = new Float64Array(nRows);
  return {
    take(chunk, { j, used, n, filled }) {
      values.set(items<Float64Array>(chunk, j).subarray(used, used + n), filled);
      return 1;
    },
    finish: () => ({ layout: 'numbers', values }),
  };
}

function textSink(nRows: number): ColumnSink {
  const coder = createLevelCoder(nRows);
  const read = vectorTexts(coder);
  return {
    take(chunk, { j, ...rows }) {
      read(chunk, j, rows);
      return 1;
    },
    finish: coder.finish,
  };
}

/** A column without NULL as it lies in the memory of the database. */
function items<Values>(chunk: DuckDBDataChunk, j: number): Values {
  return (chunk.getColumnVector(j) as unknown as { readonly items: Values }).items;
}
