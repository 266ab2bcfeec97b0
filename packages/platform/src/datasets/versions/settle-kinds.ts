import type { ColumnKind } from '@kaizenml/contracts';
import { inferDateFormat, inferKind, isMissingMarker, parseDate } from '@kaizenml/ml/table';
import { evidenceOfCodes } from '../engine/coded-column.ts';
import { type DuckDBConnection, queryRows } from '../engine/duck-db.ts';
import { loadSource, SOURCE } from '../engine/load-source.ts';
import { findNumericColumns } from '../engine/numeric-evidence.ts';
import type { SourceColumn } from '../engine/source-column.ts';

/** Up to so many different texts every one of them decides; beyond, those of so many rows. */
const MOST_LEVELS = 20_000;

/**
 * The kinds of columns of text, told from all rows, which stay in the database.
 *
 * Numbers and dates are so in every row. Of a column with more than 20 000 different texts, the rest is told from as many
 * rows spread over the table.
 */
export async function settleKinds(
  connection: DuckDBConnection,
  source: { readonly from: string; readonly columns: readonly SourceColumn[] },
): Promise<{ readonly nRows: number; readonly kinds: readonly ColumnKind[] }> {
  const { nRows, isNumbers } = await loadSource(connection, source);
  const positions = source.columns.flatMap((_, j) => (isNumbers(j) ? [] : [j]));
  const names = source.columns.map(({ name }) => name);
  const numeric = await findNumericColumns(connection, { names, positions, nRows });
  const kinds: ColumnKind[] = [];
  for (const [j, name] of names.entries())
    kinds.push(
      isNumbers(j) || numeric.has(j) ? 'number' : await kindOfText(connection, { name, j }),
    );
  return { nRows, kinds };
}

async function kindOfText(
  connection: DuckDBConnection,
  { name, j }: { readonly name: string; readonly j: number },
): Promise<ColumnKind> {
  const [[estimate] = []] = await queryRows(
    connection,
    `select approx_count_distinct(c${j}) from ${SOURCE}`,
  );
  const isCounted = Number(estimate) <= MOST_LEVELS;
  const from = isCounted
    ? SOURCE
    : `(select * from ${SOURCE} using sample reservoir(${MOST_LEVELS} rows) repeatable (1))`;
  const rows = await queryRows(
    connection,
    `select c${j}, count(*) from ${from} where c${j} is not null group by 1`,
  );
  const present = rows.filter(([text]) => !isMissingMarker(String(text)));
  const levels = present.map(([text]) => String(text));
  const counts = present.map(([, count]) => Number(count));
  const nSampled = counts.reduce((sum, count) => sum + count, 0);
  const codes = new Int32Array(nSampled);
  const { kind } = inferKind(evidenceOfCodes({ name, codes, levels, counts }));
  if (kind === 'number') return 'text';
  if (kind !== 'date' || isCounted) return kind;
  return (await areDates(connection, j, levels)) ? kind : 'text';
}

/** Whether every text of a column is a date as those of the sample are. */
async function areDates(
  connection: DuckDBConnection,
  j: number,
  levels: readonly string[],
): Promise<boolean> {
  const format = inferDateFormat(levels) ?? 'iso';
  const result = await connection.stream(
    `select distinct c${j} from ${SOURCE} where c${j} is not null`,
  );
  for (;;) {
    const chunk = await result.fetchChunk();
    if (chunk === null || chunk.rowCount === 0) return true;
    for (const value of chunk.getColumnValues(0)) {
      const text = String(value);
      if (!isMissingMarker(text) && Number.isNaN(parseDate(text, format))) return false;
    }
  }
}
