import { AppError, didYouMean, listNames } from '@kaizenml/contracts';
import { type Column, columnLength, isNumeric } from './column.ts';

/** Columns of equal length under distinct names. Immutable: functions return changed copies that share columns. */
export interface Table {
  readonly nRows: number;
  readonly columns: readonly Column[];
}

/**
 * A table of the given columns.
 *
 * @throws SHAPE_MISMATCH when lengths differ, COLUMN_DUPLICATE when two columns share a name.
 */
export function makeTable(columns: readonly Column[]): Table {
  const nRows = columns.length === 0 ? 0 : columnLength(columns[0]);
  const seen = new Set<string>();
  for (const column of columns) {
    if (columnLength(column) !== nRows) {
      throw new AppError('SHAPE_MISMATCH', {
        message: `Column "${column.name}" must have ${nRows} rows like "${columns[0].name}", got ${columnLength(column)}.`,
        hint: 'Give every column of a table the same number of rows.',
        details: { column: column.name, expected: nRows, received: columnLength(column) },
      });
    }
    if (seen.has(column.name)) {
      throw new AppError('COLUMN_DUPLICATE', {
        message: `Column "${column.name}" must occur once, got it twice.`,
        hint: 'Rename one of the two columns.',
        details: { column: column.name },
      });
    }
    seen.add(column.name);
  }
  return { nRows, columns };
}

/** The column of this name, or undefined. */
export function findColumn(table: Table, name: string): Column | undefined {
  return table.columns.find((column) => column.name === name);
}

/**
 * The column of this name.
 *
 * @throws COLUMN_UNKNOWN with the closest names.
 */
export function getColumn(table: Table, name: string): Column {
  const column = findColumn(table, name);
  if (column) return column;
  const names = columnNames(table);
  throw new AppError('COLUMN_UNKNOWN', {
    message: `The table has no column "${name}".`,
    hint: didYouMean(name, names) ?? `It has ${listNames(names)}.`,
    details: { column: name, known: names },
  });
}

/** Names of the columns, in their order. */
export function columnNames(table: Table): string[] {
  return table.columns.map((column) => column.name);
}

/**
 * The columns of these names, in the given order.
 *
 * @throws COLUMN_UNKNOWN with the closest names.
 * @cost O(columns + names), where `getColumn` for each name would take O(columns * names).
 */
export function getColumns(table: Table, names: readonly string[]): Column[] {
  const byName = new Map(table.columns.map((column) => [column.name, column]));
  return names.map((name) => byName.get(name) ?? getColumn(table, name));
}

/** The table with the named columns only, in the given order. @throws COLUMN_UNKNOWN */
export function selectColumns(table: Table, names: readonly string[]): Table {
  return { nRows: table.nRows, columns: getColumns(table, names) };
}

/** The table without the named columns; a name that is absent is ignored. */
export function dropColumns(table: Table, names: readonly string[]): Table {
  const dropped = new Set(names);
  return { nRows: table.nRows, columns: table.columns.filter(({ name }) => !dropped.has(name)) };
}

/**
 * The rows at the given positions, in that order; a position may occur more than once.
 *
 * @param rows Row numbers from 0.
 * @cost O(rows * columns). Levels are shared, not copied.
 */
export function takeRows(table: Table, rows: ArrayLike<number>): Table {
  return {
    nRows: rows.length,
    columns: table.columns.map((column) => takeColumnRows(column, rows)),
  };
}

/** One column's rows at the given positions. */
export function takeColumnRows(column: Column, rows: ArrayLike<number>): Column {
  if (isNumeric(column)) {
    const values = new Float64Array(rows.length);
    for (let i = 0; i < rows.length; i++) values[i] = column.values[rows[i]];
    return { ...column, values };
  }
  const codes = new Int32Array(rows.length);
  for (let i = 0; i < rows.length; i++) codes[i] = column.codes[rows[i]];
  return { ...column, codes };
}
