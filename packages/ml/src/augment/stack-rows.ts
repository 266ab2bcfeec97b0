import { AppError } from '@kaizenml/contracts';
import {
  type CodedColumn,
  type Column,
  columnNames,
  isNumeric,
  type Table,
} from '../table/index.ts';
import type { CategoryFeature, Features } from './features-of.ts';
import type { MadeCells } from './made-cells.ts';

/** What stands behind the rows of a table. */
export interface MadeRows {
  /** The row that each made one begins with. */
  readonly parents: Int32Array;
  /** Undefined for copies. */
  readonly cells: MadeCells | undefined;
}

/** The rows of a table with made ones behind them: cells as they were made, all others those of the parents. */
export function stackRows(
  { nRows, columns }: Table,
  { numbers, categories }: Pick<Features, 'numbers' | 'categories'>,
  { parents, cells }: MadeRows,
): Table {
  const made = new Map<string, Float64Array | Int32Array>();
  for (const [j, { column }] of numbers.entries())
    if (cells !== undefined) made.set(column.name, cells.numbers[j]);
  for (const [j, feature] of categories.entries())
    if (cells !== undefined) made.set(feature.name, asStored(feature, cells.categories[j]));
  return {
    nRows: nRows + parents.length,
    columns: columns.map((column) => grown(column, parents, made.get(column.name))),
  };
}

/** Codes as the column holds its cells: a flag holds numbers. */
function asStored({ flag }: CategoryFeature, codes: Int32Array): Int32Array | Float64Array {
  if (flag === undefined) return codes;
  return Float64Array.from(codes, (code) => (code < 0 ? Number.NaN : flag[code]));
}

function grown(column: Column, parents: Int32Array, made: ArrayLike<number> | undefined): Column {
  const held = isNumeric(column) ? column.values : column.codes;
  const all = isNumeric(column)
    ? new Float64Array(held.length + parents.length)
    : new Int32Array(held.length + parents.length);
  all.set(held);
  if (made !== undefined) all.set(made, held.length);
  else for (let i = 0; i < parents.length; i++) all[held.length + i] = held[parents[i]];
  return { ...column, [isNumeric(column) ? 'values' : 'codes']: all } as Column;
}

/**
 * The table with a last column that is true in the rows from `nKept` on.
 *
 * @throws COLUMN_DUPLICATE when the name is taken.
 */
export function withMark(table: Table, name: string, nKept: number): Table {
  const codes = new Int32Array(table.nRows).fill(1, nKept);
  const mark: CodedColumn = { name, kind: 'boolean', codes, levels: ['false', 'true'] };
  return { nRows: table.nRows, columns: [...table.columns, mark] };
}

/** @throws COLUMN_DUPLICATE */
export function assertMarkIsFree(table: Table, mark: string): void {
  if (!columnNames(table).includes(mark)) return;
  throw new AppError('COLUMN_DUPLICATE', {
    message: `The column that marks made rows must have a name of its own, got "${mark}", which the table has already.`,
    hint: 'Choose another name with `--mark`.',
    details: { column: mark },
  });
}
