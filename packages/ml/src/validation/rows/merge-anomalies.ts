import type { Anomaly, AnomalyName } from '@kaizenml/contracts';
import type { RowAnomaly } from './compile-row-checks.ts';

/** An anomaly of rows or of statistics; which rows it is about, where rows can be told. */
export interface MergedAnomaly {
  readonly anomaly: Anomaly;
  readonly isOffending?: ((row: number) => boolean) | undefined;
}

/** What every row was asked: where statistics alone speak of it, they have estimated or read the column otherwise. */
const DECIDED_BY_ROWS: ReadonlySet<AnomalyName> = new Set<AnomalyName>([
  'ENUM_TYPE_UNEXPECTED_STRING_VALUES',
  'INT_TYPE_SMALL_INT',
  'INT_TYPE_BIG_INT',
  'FLOAT_TYPE_SMALL_FLOAT',
  'FLOAT_TYPE_BIG_FLOAT',
  'DATE_TYPE_SMALL_DATE',
  'DATE_TYPE_BIG_DATE',
  'STRING_TYPE_LENGTH',
  'VALUES_NOT_UNIQUE',
  'KEY_NOT_UNIQUE',
]);

const TYPE_OF_ROWS: ReadonlySet<AnomalyName> = new Set<AnomalyName>([
  'INT_TYPE_NOT_INT_STRING',
  'FLOAT_TYPE_STRING_NOT_FLOAT',
  'DATE_TYPE_NOT_DATE_STRING',
  'BOOL_TYPE_UNEXPECTED_STRING',
  'BOOL_TYPE_UNEXPECTED_FLOAT',
  'BOOL_TYPE_BIG_INT',
  'BOOL_TYPE_SMALL_INT',
]);

/**
 * One list of what statistics and rows found, no anomaly told twice: where both tell one, rows say how much and which, and
 * statistics offer the patch. A column of another type, of which rows tell the values, is told by these.
 *
 * @param columns Columns that the data have: of others rows know nothing.
 */
export function mergeAnomalies(
  ofStatistics: readonly Anomaly[],
  ofRows: readonly RowAnomaly[],
  columns: ReadonlySet<string>,
): MergedAnomaly[] {
  const used = new Set<RowAnomaly>();
  const merged: MergedAnomaly[] = [];
  for (const anomaly of ofStatistics) {
    const twin = ofRows.find((row) => isTwin(anomaly, row.anomaly));
    if (twin !== undefined) {
      if (!used.has(twin)) merged.push(joined(anomaly, twin));
      used.add(twin);
    } else if (!isDecided(anomaly, columns)) merged.push({ anomaly });
  }
  return [...merged, ...ofRows.filter((row) => !used.has(row))];
}

function isTwin(a: Anomaly, b: Anomaly): boolean {
  if (a.name === 'KEY_NOT_UNIQUE') return b.name === a.name;
  if (a.column === null || a.column !== b.column) return false;
  return a.name === b.name || (a.name === 'UNEXPECTED_DATA_TYPE' && TYPE_OF_ROWS.has(b.name));
}

function isDecided({ name, column }: Anomaly, columns: ReadonlySet<string>): boolean {
  return DECIDED_BY_ROWS.has(name) && (column === null || columns.has(column));
}

function joined(anomaly: Anomaly, { anomaly: rows, isOffending }: RowAnomaly): MergedAnomaly {
  return {
    anomaly: {
      ...rows,
      patch: anomaly.patch ?? rows.patch,
      details: { ...anomaly.details, ...rows.details },
    },
    isOffending,
  };
}
