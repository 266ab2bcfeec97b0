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
import type { ScanTable } from './scan-table.ts';

/** Up to so many rows associations are measured on; of more rows on a sample of about as many. */
const SAMPLE_ROWS = 20_000;

/** Columns that are measured, the target not counted. */
const MAX_COLUMNS = 500;

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
          columnOf(
            statistics,
            rows.map((row) => row[k]),
          ),
        );
  }
  const nRows = columns[0] === undefined ? 0 : lengthOf(columns[0]);
  const sample: Table = { nRows, columns };
  return { associations: associate(sample, target), nAssociatedRows: nRows };
}

function mayAssociate(statistics: ColumnStatistics | undefined): boolean {
  const kind = statistics?.kind;
  return kind !== undefined && kind !== 'text' && kind !== 'id';
}

/** The same rows in every run: those whose hashed number is a multiple of a step. */
function sampling({ nRows, rowNumber }: ScanTable): string {
  if (nRows <= SAMPLE_ROWS) return '';
  return ` where hash(${rowNumber}) % ${Math.round((nRows / SAMPLE_ROWS) * 1000)} < 1000`;
}

function lengthOf(column: Column): number {
  return 'values' in column ? column.values.length : column.codes.length;
}

function columnOf({ name, kind }: ColumnStatistics, values: readonly unknown[]): Column {
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
