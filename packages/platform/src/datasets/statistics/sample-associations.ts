import type { Association, ColumnStatistics } from '@kaizenml/contracts';
import { associate } from '@kaizenml/ml/stats';
import {
  type Column,
  encodeText,
  inferDateFormat,
  isNumericKind,
  parseDate,
  parseNumber,
  type Table,
} from '@kaizenml/ml/table';
import { inBatches } from '../engine/count-columns.ts';
import { type DuckDBConnection, queryRows } from '../engine/duck-db.ts';
import { comparableValue } from './comparable-value.ts';
import { SAMPLE_RANGE, SAMPLE_ROWS, SAMPLE_STEP, sampleLimit } from './row-sample.ts';
import type { ScanTable } from './scan-table.ts';

/** Columns that are measured, the target not counted. */
export const MAX_COLUMNS = 500;

/** Associations of the columns of a table in the database: see `associate`. */
export async function sampleAssociations(
  connection: DuckDBConnection,
  table: ScanTable,
  found: readonly ColumnStatistics[],
  target: string | undefined,
): Promise<{ readonly associations: readonly Association[]; readonly nAssociatedRows: number }> {
  const wanted = table.columns
    .map((column, j) => ({ column, statistics: found[j] }))
    .filter(
      ({ column, statistics }, j) =>
        mayAssociate(statistics) && (j < MAX_COLUMNS || column.name === target),
    );
  const columns: Column[] = [];
  for (const some of inBatches(wanted)) {
    const list = some.map(({ column, statistics }) => comparableValue(column, statistics));
    const rows = await queryRows(
      connection,
      `select ${list.join(', ')} from ${table.from}${sampling(table)} order by ${table.rowNumber}`,
    );
    for (const [k, { statistics }] of some.entries())
      if (statistics !== undefined)
        columns.push(
          sampledColumn(
            statistics,
            rows.map((row) => row[k]),
          ),
        );
  }
  const nRows = columns[0] === undefined ? 0 : lengthOf(columns[0]);
  const sample: Table = { nRows, columns };
  return { associations: associate(sample, target), nAssociatedRows: nRows };
}

/** Whether a column is of a kind that can go with another. */
export function mayAssociate(statistics: ColumnStatistics | undefined): boolean {
  const kind = statistics?.kind;
  return kind !== undefined && kind !== 'text' && kind !== 'id';
}

/** The same rows in every run and from every format: see `sampleLimit`. */
function sampling({ nRows, rowNumber }: ScanTable): string {
  if (nRows <= SAMPLE_ROWS) return '';
  return ` where (${rowNumber} * ${SAMPLE_STEP}) % ${SAMPLE_RANGE} < ${sampleLimit(nRows)}`;
}

function lengthOf(column: Column): number {
  return 'values' in column ? column.values.length : column.codes.length;
}

/** Values of sampled rows as a column of the kind that was found. @param values Texts, numbers, null where missing. */
export function sampledColumn(
  { name, kind }: ColumnStatistics,
  values: readonly unknown[],
): Column {
  const texts = values.map((value) => (value === null ? null : String(value)));
  if (!isNumericKind(kind)) return encodeText(name, kind, texts);
  const present = texts.filter((text) => text !== null);
  const isInstant = values.some((value) => typeof value === 'number');
  const format = kind === 'date' && !isInstant ? (inferDateFormat(present) ?? 'iso') : undefined;
  const read = (text: string | null): number => {
    if (text === null) return Number.NaN;
    return format === undefined ? parseNumber(text) : parseDate(text, format);
  };
  return { name, kind, values: Float64Array.from(texts, read) };
}
