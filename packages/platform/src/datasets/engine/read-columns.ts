import { invariant } from '@kaizenml/contracts';
import type { Column } from '@kaizenml/ml/table';
import { type CodedText, columnFromCodes, layOut } from './coded-column.ts';
import { columnDictionary, type Dictionary } from './dictionary.ts';
import { type DuckDBConnection, queryRows, sqlName } from './duck-db.ts';
import { inBatches, type Layout, numericLayouts, sqlNumber } from './numeric-evidence.ts';
import type { MarkerCount, SourceColumn } from './source-column.ts';
import { createTextCoder, type TextCoder } from './text-coder.ts';

const TABLE = 'source';
/** Below this many rows codes are made in JavaScript sooner than three queries are answered. */
const FEWEST_DICTIONARY_ROWS = 20_000;
/** Below this many rows every value is brought out as text: queries cost more than the values. */
const FEWEST_QUERIED_ROWS = 2048;

/** Columns of a source in memory, and what was read as missing on the way. */
export interface ReadColumns {
  readonly nRows: number;
  readonly columns: readonly Column[];
  readonly markers: readonly MarkerCount[];
}

/**
 * Brings columns of a query into memory, in the order of its rows.
 *
 * Text whose kind is to be inferred is numbers when every present value is one, and goes through a
 * dictionary of its distinct values otherwise. Numbers come out of the database as whole vectors.
 *
 * @param from What stands behind FROM: a table function with its arguments.
 * @cost O(rows * columns) time; the source is held once as text in DuckDB and once as columns.
 */
export async function readColumns(
  connection: DuckDBConnection,
  { from, columns }: { readonly from: string; readonly columns: readonly SourceColumn[] },
): Promise<ReadColumns> {
  const list = columns.map(({ sql }, j) => `${sql} as c${j}`).join(', ');
  await connection.run(`create table ${TABLE} as select ${list} from ${from}`);
  const [[count] = []] = await queryRows(connection, `select count(*) from ${TABLE}`);
  const nRows = Number(count);
  const isQueried = nRows >= FEWEST_QUERIED_ROWS;
  const positions = columns.flatMap(({ as }, j) => (isQueried && as === 'inferred' ? [j] : []));
  const names = columns.map(({ name }) => name);
  const layouts = await numericLayouts(connection, { table: TABLE, names, positions, nRows });
  const plans: ColumnPlan[] = [];
  for (const [j, column] of columns.entries())
    plans.push(await planColumn(connection, { column, j, nRows, layout: layouts.get(j) }));
  for (const some of inBatches(plans)) await project(connection, some, nRows);
  const markers = await numericMarkers(connection, plans);
  for (const { column, markersFound } of plans)
    for (const [marker, n] of markersFound())
      if (marker !== '') markers.push({ column: column.name, marker, count: n });
  await connection.run(`drop table ${TABLE}`);
  return { nRows, columns: plans.map(({ finish }) => finish()), markers };
}

/** How one column leaves the database. */
interface ColumnPlan {
  readonly column: SourceColumn;
  readonly j: number;
  readonly sql: string;
  readonly sink: Float64Array | Int32Array | TextCoder;
  readonly hasMarkersUnseen: boolean;
  finish(): Column;
  markersFound(): Iterable<readonly [string, number]>;
}

async function planColumn(
  connection: DuckDBConnection,
  {
    column,
    j,
    nRows,
    layout,
  }: {
    readonly column: SourceColumn;
    readonly j: number;
    readonly nRows: number;
    readonly layout: Layout | undefined;
  },
): Promise<ColumnPlan> {
  const { name, as } = column;
  if (layout?.as === 'numbers' || as === 'number' || as === 'date') {
    const values = new Float64Array(nRows);
    const kind = as === 'date' ? 'date' : 'number';
    return {
      column,
      j,
      sql: `coalesce(${layout ? `try_cast(c${j} as double)` : `c${j}`}, 'nan'::double)`,
      sink: values,
      hasMarkersUnseen: layout?.as === 'numbers' && layout.hasMarkers,
      finish: () => ({ name, kind, values }),
      markersFound: () => [],
    };
  }
  const keepsMarkers = as !== 'inferred';
  const give = (coded: CodedText): Column =>
    keepsMarkers ? layOut(coded, as) : columnFromCodes(coded);
  const dictionary =
    nRows < FEWEST_DICTIONARY_ROWS
      ? undefined
      : await columnDictionary(connection, { table: TABLE, j, keepsMarkers });
  if (dictionary) return planCodes(dictionary, { column, j, nRows, give });
  const coder = createTextCoder(name, { keepsMarkers });
  return {
    column,
    j,
    sql: `c${j}`,
    sink: coder,
    hasMarkersUnseen: false,
    finish: () => give(coder.finish().coded),
    markersFound: () => coder.finish().markers,
  };
}

function planCodes(
  { levels, counts, markers, enumType }: Dictionary,
  {
    column,
    j,
    nRows,
    give,
  }: {
    readonly column: SourceColumn;
    readonly j: number;
    readonly nRows: number;
    readonly give: (coded: CodedText) => Column;
  },
): ColumnPlan {
  const codes = new Int32Array(nRows);
  return {
    column,
    j,
    sql:
      enumType === undefined
        ? '-1::integer'
        : `coalesce(enum_code(try_cast(c${j} as ${sqlName(enumType)}))::integer, -1)`,
    sink: codes,
    hasMarkersUnseen: false,
    finish: () => give({ name: column.name, codes, levels, counts }),
    markersFound: () => markers.map(({ marker, count }) => [marker, count] as const),
  };
}

async function project(
  connection: DuckDBConnection,
  plans: readonly ColumnPlan[],
  nRows: number,
): Promise<void> {
  if (plans.length === 0 || nRows === 0) return;
  const result = await connection.stream(
    `select ${plans.map(({ sql }) => sql).join(', ')} from ${TABLE}`,
  );
  let at = 0;
  for (;;) {
    const chunk = await result.fetchChunk();
    if (chunk === null || chunk.rowCount === 0) break;
    for (const [k, { sink }] of plans.entries()) {
      if (sink instanceof Float64Array || sink instanceof Int32Array)
        sink.set(vectorItems(chunk.getColumnVector(k)).subarray(0, chunk.rowCount), at);
      else for (const text of chunk.getColumnValues(k)) sink.push(text as string | null);
    }
    at += chunk.rowCount;
  }
}

/** The values of a vector of DOUBLE or INTEGER without NULL. */
function vectorItems(vector: object): Float64Array {
  invariant('items' in vector, 'a vector of numbers has items');
  return vector.items as Float64Array;
}

/** Markers among numbers were cast to nothing on the way; they are asked for where there were some. */
async function numericMarkers(
  connection: DuckDBConnection,
  plans: readonly ColumnPlan[],
): Promise<MarkerCount[]> {
  const found: MarkerCount[] = [];
  for (const { column, j } of plans.filter(({ hasMarkersUnseen }) => hasMarkersUnseen)) {
    const rows = await queryRows(
      connection,
      `select c${j}, count(*) from ${TABLE} where ${sqlNumber(`c${j}`)} is null and c${j} <> '' group by 1 order by min(rowid)`,
    );
    for (const [marker, count] of rows)
      found.push({ column: column.name, marker: String(marker), count: Number(count) });
  }
  return found;
}
