import { invariant } from '@kaizenml/contracts';
import type { Column } from '@kaizenml/ml/table';
import { type ColumnPlan, planCodes, planNumbers } from './column-plan.ts';
import { inBatches } from './count-columns.ts';
import { type DuckDBConnection, queryRows } from './duck-db.ts';
import { loadSource, SOURCE } from './load-source.ts';
import { findNumericColumns } from './numeric-evidence.ts';
import { isOpen, type MarkerCount, type SourceColumn } from './source-column.ts';
import { sqlNumber } from './sql-number.ts';

/** Columns of a source in memory, and what was read as missing on the way. */
export interface ReadColumns {
  readonly nRows: number;
  readonly columns: readonly Column[];
  readonly markers: readonly MarkerCount[];
}

/** Below this many rows every value is brought out as text: queries cost more than the values. */
const FEWEST_QUERIED_ROWS = 2048;

/**
 * Brings columns of a query into memory, in the order of its rows.
 *
 * Text whose kind is open is numbers when every present value is one, and goes through a dictionary of its
 * distinct values otherwise. Numbers come out of the database as whole vectors.
 *
 * @param from What stands behind FROM: a table function with its arguments.
 * @cost O(rows * columns) time; the source is held once in DuckDB and once as columns.
 */
export async function readColumns(
  connection: DuckDBConnection,
  { from, columns }: { readonly from: string; readonly columns: readonly SourceColumn[] },
): Promise<ReadColumns> {
  const { nRows, isNumbers } = await loadSource(connection, {
    from,
    columns,
    fewestGuessedRows: FEWEST_QUERIED_ROWS,
  });
  const open = columns.flatMap((column, j) => (isOpen(column) && !isNumbers(j) ? [j] : []));
  const names = columns.map(({ name }) => name);
  const positions = nRows < FEWEST_QUERIED_ROWS ? [] : open;
  const numeric = await findNumericColumns(connection, { names, positions, nRows });
  const plans: ColumnPlan[] = [];
  for (const [j, column] of columns.entries()) {
    const [c, d] = [`c${j}`, `d${j}`];
    if (isNumbers(j)) plans.push(planNumbers(column, { sql: d, nRows, exceptions: c }));
    else if (numeric.has(j)) {
      const exceptions = `case when ${sqlNumber(c)} is null then ${c} end`;
      plans.push(planNumbers(column, { sql: `try_cast(${c} as double)`, nRows, exceptions }));
    } else if (column.as === 'number' || column.as === 'date')
      plans.push(planNumbers(column, { sql: c, nRows }));
    else plans.push(await planCodes(connection, column, { j, nRows }));
  }
  for (const some of inBatches(plans)) await project(connection, some, nRows);
  const markers = await exceptionalMarkers(connection, plans);
  const read = plans.map((plan) => {
    const { column, markers: found } = plan.finish();
    for (const [marker, count] of found)
      if (marker !== '') markers.push({ column: plan.name, marker, count });
    return column;
  });
  await connection.run(`drop table ${SOURCE}`);
  return { nRows, columns: read, markers: inOrder(markers, names) };
}

async function project(
  connection: DuckDBConnection,
  plans: readonly ColumnPlan[],
  nRows: number,
): Promise<void> {
  if (plans.length === 0 || nRows === 0) return;
  const list = plans.map(({ sql }) => sql).join(', ');
  const result = await connection.stream(`select ${list} from ${SOURCE}`);
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
  invariant(at === nRows, `${nRows} rows were loaded, ${at} came out`);
}

/** The values of a vector of DOUBLE or INTEGER without NULL. */
function vectorItems(vector: object): Float64Array {
  invariant('items' in vector, 'a vector of numbers has items');
  return vector.items as Float64Array;
}

/** Markers among numbers were cast to nothing on the way; they are asked for where there were some. */
async function exceptionalMarkers(
  connection: DuckDBConnection,
  plans: readonly ColumnPlan[],
): Promise<MarkerCount[]> {
  const found: MarkerCount[] = [];
  const unseen = plans.flatMap(({ name, exceptions, sink }) =>
    exceptions !== undefined && hasNaN(sink) ? [{ name, exceptions }] : [],
  );
  for (const { name, exceptions } of unseen) {
    const rows = await queryRows(
      connection,
      `select marker, count(*) from (select ${exceptions} as marker, rowid as i from ${SOURCE}) where marker <> '' group by 1 order by min(i)`,
    );
    for (const [marker, count] of rows)
      found.push({ column: name, marker: String(marker), count: Number(count) });
  }
  return found;
}

function hasNaN(sink: ColumnPlan['sink']): boolean {
  return sink instanceof Float64Array && sink.some(Number.isNaN);
}

function inOrder(markers: readonly MarkerCount[], names: readonly string[]): MarkerCount[] {
  const place = new Map(names.map((name, j) => [name, j]));
  return [...markers].sort((a, b) => (place.get(a.column) ?? 0) - (place.get(b.column) ?? 0));
}
