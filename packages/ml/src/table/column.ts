import type { ColumnKind } from '@kaizenml/contracts';

/** Numbers, or instants in milliseconds since 1970-01-01 UTC. NaN is a missing value. */
export interface NumericColumn {
  readonly name: string;
  readonly kind: 'number' | 'date';
  readonly values: Float64Array;
}

/** Text as codes: row i holds `levels[codes[i]]`; code -1 is a missing value. Levels are distinct. */
export interface CodedColumn {
  readonly name: string;
  readonly kind: 'boolean' | 'category' | 'text' | 'id';
  readonly codes: Int32Array;
  readonly levels: readonly string[];
}

/** One column of a table, in the layout that kernels read without copies. */
export type Column = NumericColumn | CodedColumn;

/** True for a column of numbers or dates. */
export function isNumeric(column: Column): column is NumericColumn {
  return column.kind === 'number' || column.kind === 'date';
}

/** True for a kind whose values are stored as numbers. */
export function isNumericKind(kind: ColumnKind): kind is NumericColumn['kind'] {
  return kind === 'number' || kind === 'date';
}

/** Number of rows of a column. */
export function columnLength(column: Column): number {
  return isNumeric(column) ? column.values.length : column.codes.length;
}

/** Whether row `i` of a column has no value. */
export function isMissing(column: Column, i: number): boolean {
  return isNumeric(column) ? Number.isNaN(column.values[i]) : column.codes[i] < 0;
}

/** Number of rows without a value. */
export function countMissing(column: Column): number {
  let n = 0;
  if (isNumeric(column)) {
    const { values } = column;
    for (let i = 0; i < values.length; i++) if (Number.isNaN(values[i])) n++;
  } else {
    const { codes } = column;
    for (let i = 0; i < codes.length; i++) if (codes[i] < 0) n++;
  }
  return n;
}

/**
 * Row `i` as a JSON value: a number, an ISO 8601 instant for dates, text, or null when missing.
 *
 * Dates at midnight UTC come back as `YYYY-MM-DD`.
 */
export function cell(column: Column, i: number): number | string | null {
  if (isMissing(column, i)) return null;
  if (!isNumeric(column)) return column.levels[column.codes[i]];
  return column.kind === 'date' ? isoDate(column.values[i]) : column.values[i];
}

/** An instant as ISO 8601 in UTC, shortened to `YYYY-MM-DD` at midnight. */
export function isoDate(ms: number): string {
  const iso = new Date(ms).toISOString();
  return iso.endsWith('T00:00:00.000Z') ? iso.slice(0, 10) : iso;
}

/**
 * A coded column from text values; levels are in order of first appearance.
 *
 * @param values Text or null (missing) per row.
 */
export function encodeText(
  name: string,
  kind: CodedColumn['kind'],
  values: readonly (string | null)[],
): CodedColumn {
  const codes = new Int32Array(values.length);
  const levels: string[] = [];
  const codeOf = new Map<string, number>();
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (value === null) {
      codes[i] = -1;
      continue;
    }
    let code = codeOf.get(value);
    if (code === undefined) {
      code = levels.push(value) - 1;
      codeOf.set(value, code);
    }
    codes[i] = code;
  }
  return { name, kind, codes, levels };
}
