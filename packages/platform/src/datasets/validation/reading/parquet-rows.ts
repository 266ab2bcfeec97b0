import { type DataSchema, type Finding, invariant } from '@kaizenml/contracts';
import { isoDate } from '@kaizenml/ml/table';
import { ABSENT, type RawColumn, type RowChunk, WRITTEN_NAN } from '@kaizenml/ml/validation';
import { csvLine } from '../../csv/write-csv.ts';
import type { DuckDBConnection, DuckDBDataChunk } from '../../engine/duck-db.ts';
import { asDamaged } from '../../formats/parquet.ts';
import { sqlNumberOf, type TypedColumn } from './parquet-columns.ts';
import { parquetWitnesses } from './parquet-witnesses.ts';
import type { RowSource, SuspectRow, WantedColumn } from './row-source.ts';
import { sqlColumns, sqlRule } from './sql-rule.ts';
import { latin1 } from './table-rows.ts';

/** Different texts of a column above which its dictionary starts anew, so that memory stays bounded. */
const MOST_LEVELS = 1 << 16;
/** Rows that break rules above which all rows pass by. */
const MOST_SUSPECTS = 20_000;

/** Rows of Parquet files, which stay where they are: chunks of the columns that are asked for come by. Rows are written as CSV. */
export function parquetRows(
  connection: DuckDBConnection,
  {
    name,
    from,
    columns,
    findings,
  }: {
    readonly name: string;
    /** What stands behind FROM. */
    readonly from: string;
    readonly columns: readonly TypedColumn[];
    readonly findings: readonly Finding[];
  },
): RowSource {
  async function* query(
    list: readonly string[],
    behindFrom: string = from,
  ): AsyncGenerator<DuckDBDataChunk> {
    const sql = `select ${list.length === 0 ? '1' : list.join(', ')} from ${behindFrom}`;
    const result = await asDamaged(name, () => connection.stream(sql));
    for (;;) {
      const chunk = await asDamaged(name, () => result.fetchChunk());
      if (chunk === null || chunk.rowCount === 0) return;
      yield chunk;
    }
  }

  const readersOf = (wanted: readonly WantedColumn[]): NamedReader[] =>
    wanted.flatMap((one) => {
      const column = columns.find((each) => each.name === one.name);
      return column === undefined ? [] : [{ name: one.name, ...readerOf(column, one) }];
    });

  async function* chunks(wanted: readonly WantedColumn[]): AsyncGenerator<RowChunk> {
    const readers = readersOf(wanted);
    for await (const chunk of query(readers.flatMap(({ sql }) => sql)))
      yield readChunk(readers, chunk);
  }

  async function suspects(
    wanted: readonly WantedColumn[],
    { columns: specs, rules = [] }: DataSchema,
  ): Promise<SuspectRow[] | undefined> {
    const conditions = rules.map(({ check }) => sqlRule(check, specs, sqlColumns(columns)));
    if (conditions.includes(undefined) || from.includes('[')) return undefined;
    const readers = readersOf(wanted);
    const list = [...readers.flatMap(({ sql }) => sql), 'file_row_number::double'];
    const rows = from.replace(/\)$/, ', file_row_number = true)');
    const broken = conditions.map((sql) => `not ${sql}`).join(' or ');
    const behindFrom = `${rows} where ${broken} order by file_row_number limit ${MOST_SUSPECTS + 1}`;
    const found: SuspectRow[] = [];
    for await (const chunk of query(list, behindFrom)) {
      const numbers = vectorItems(chunk, list.length - 1);
      const read = readChunk(readers, chunk);
      for (const [i, row] of numbers.entries()) found.push({ row, chunk: oneRow(read, i) });
    }
    return found.length > MOST_SUSPECTS ? undefined : found;
  }

  async function* records(): AsyncGenerator<string[]> {
    const list = columns.map((column) =>
      column.holds === 'dates' ? sqlNumberOf(column) : column.text,
    );
    for await (const chunk of query(list)) {
      yield chunk
        .getRows()
        .map((row) =>
          latin1(csvLine(row.map((value, j) => written(value, columns[j])))).slice(0, -1),
        );
    }
  }

  return {
    name,
    findings,
    columns: () => columns.map(({ name: column, kind }) => ({ name: column, kind })),
    summarize: (wanted, schema) =>
      asDamaged(name, () => parquetWitnesses(connection, { from, columns }, wanted, schema)),
    suspects,
    chunks,
    records,
    writer: {
      header: (added) => latin1(csvLine([...columns.map((column) => column.name), ...added])),
      line: (row, added) => {
        const cells = Object.values(added);
        return cells.length === 0 ? `${row}\n` : `${row},${latin1(csvLine(cells))}`;
      },
    },
  };
}

interface NamedReader extends Reader {
  readonly name: string;
}

function readChunk(readers: readonly NamedReader[], chunk: DuckDBDataChunk): RowChunk {
  const read = new Map<string, RawColumn>();
  let at = 0;
  for (const reader of readers) {
    read.set(reader.name, reader.read(chunk, at));
    at += reader.sql.length;
  }
  return { nRows: chunk.rowCount, column: (column) => read.get(column) };
}

/** Row i of a chunk alone. */
function oneRow({ column }: RowChunk, i: number): RowChunk {
  const alone = (name: string): RawColumn | undefined => {
    const found = column(name);
    if (found === undefined) return undefined;
    return found.layout === 'texts'
      ? { ...found, codes: found.codes.slice(i, i + 1) }
      : {
          ...found,
          values: found.values.slice(i, i + 1),
          marks: found.marks.slice(i, i + 1),
          written: () => found.written(i),
        };
  };
  const columns = new Map<string, RawColumn | undefined>();
  return {
    nRows: 1,
    column: (name) => {
      if (!columns.has(name)) columns.set(name, alone(name));
      return columns.get(name);
    },
  };
}

function written(value: unknown, column: TypedColumn | undefined): string | null {
  if (value === null) return null;
  return column?.holds === 'dates' ? isoDate(Number(value)) : String(value);
}

interface Reader {
  readonly sql: readonly string[];
  /** @param at Column of the chunk at which those of `sql` begin. */
  readonly read: (chunk: DuckDBDataChunk, at: number) => RawColumn;
}

/** Numbers and dates as such where the schema has them, all else as text. */
function readerOf(column: TypedColumn, { schema }: WantedColumn): Reader {
  const { holds, stored, text } = column;
  const isNumeric = schema.type === 'integer' || schema.type === 'number';
  if (holds === 'dates') return numberReader([sqlNumberOf(column)], isoDate);
  if (holds === 'texts' || !isNumeric) return textReader(text);
  const value = `${stored}::double`;
  const nanMark = `case when isnan(${value}) then 1::double else 0::double end`;
  return numberReader(holds === 'whole' ? [value] : [value, nanMark], String);
}

/** Numbers come out of the database as whole vectors. */
function numberReader(
  [value = '', ...nanMarks]: readonly string[],
  write: (value: number) => string,
): Reader {
  const read = (chunk: DuckDBDataChunk, at: number): RawColumn => {
    const values = vectorItems(chunk, at);
    const written = nanMarks.length === 0 ? undefined : vectorItems(chunk, at + 1);
    const marks = new Uint8Array(values.length);
    for (let i = 0; i < values.length; i++)
      if (Number.isNaN(values[i])) marks[i] = written?.[i] === 1 ? WRITTEN_NAN : ABSENT;
    return {
      layout: 'numbers',
      values,
      marks,
      written: (i) => (marks[i] === ABSENT ? null : write(values[i] ?? Number.NaN)),
    };
  };
  return { sql: [`coalesce(${value}, 'nan'::double)`, ...nanMarks], read };
}

/** The values of a column of DOUBLE without NULL; they live as long as the chunk. */
function vectorItems(chunk: DuckDBDataChunk, at: number): Float64Array {
  const vector: object = chunk.getColumnVector(at);
  invariant('items' in vector, 'a vector of numbers has items');
  return (vector.items as Float64Array).subarray(0, chunk.rowCount);
}

function textReader(sql: string): Reader {
  let codeOf = new Map<string, number>();
  let levels: string[] = [];
  const codeIn = (text: string): number => {
    const known = codeOf.get(text);
    if (known !== undefined) return known;
    const code = levels.push(text) - 1;
    codeOf.set(text, code);
    return code;
  };
  const read = (chunk: DuckDBDataChunk, at: number): RawColumn => {
    if (levels.length > MOST_LEVELS) {
      codeOf = new Map();
      levels = [];
    }
    const codes = Int32Array.from(chunk.getColumnValues(at), (value) =>
      value === null ? -1 : codeIn(String(value)),
    );
    return { layout: 'texts', codes, levels };
  };
  return { sql: [sql], read };
}
