import { AppError, type DatasetStatistics, listNames } from '@kaizenml/contracts';
import { type Column, columnLength } from '../table/index.ts';
import {
  addColumn,
  type ColumnSketch,
  type ColumnSketchState,
  columnFromState,
  columnToState,
  emptyColumn,
  finishColumn,
  mergeColumns,
} from './column-sketch.ts';

/** A sketch per column of a table whose rows pass by in chunks. */
export interface TableSketch {
  nRows: number;
  readonly columns: readonly ColumnSketch[];
}

/** A table sketch to keep or to send: plain JSON and typed arrays. */
export interface TableSketchState {
  readonly nRows: number;
  readonly columns: readonly ColumnSketchState[];
}

/** Rows that come together: a column for each one of the sketch, in any order, all of the same length. */
export type Chunk = Readonly<{ readonly nRows: number; readonly columns: readonly Column[] }>;

/**
 * The sketch of a table without rows.
 *
 * @param seed A number of its own for each shard: errors of quantiles then even out when shards are merged. Default 0.
 */
export function emptyTable(
  columns: readonly Pick<Column, 'name' | 'kind'>[],
  seed = 0,
): TableSketch {
  return { nRows: 0, columns: columns.map(({ name, kind }) => emptyColumn(name, kind, seed)) };
}

/**
 * Adds the next rows, in place.
 *
 * @throws ARGUMENT_INVALID when the chunk lacks a column, has one too many, or one of another kind. The sketch is then as before.
 * @cost O(cells + letters of the levels).
 */
export function addRows(sketch: TableSketch, { nRows, columns }: Chunk): void {
  const byName = new Map(columns.map((column) => [column.name, column]));
  const isSame =
    columns.length === sketch.columns.length &&
    sketch.columns.every(({ name, kind }) => byName.get(name)?.kind === kind);
  if (!isSame || columns.some((column) => columnLength(column) !== nRows))
    throw chunkDiffers(sketch, columns);
  for (const known of sketch.columns) addColumn(known, byName.get(known.name) as Column);
  sketch.nRows += nRows;
}

function chunkDiffers({ columns: known }: TableSketch, given: readonly Column[]): AppError {
  const shown = (columns: readonly Pick<Column, 'name' | 'kind'>[]): string =>
    listNames(columns.map(({ name, kind }) => `${name} (${kind})`));
  return new AppError('ARGUMENT_INVALID', {
    message: `The rows must have the columns ${shown(known)}, all of one length, got ${shown(given)}.`,
    hint: 'Decide on the columns and their kinds once, for all parts of the data.',
    details: { columns: known.map(({ name }) => name), received: given.map(({ name }) => name) },
  });
}

/**
 * Both together; the two stay as they are.
 *
 * @throws ARGUMENT_INVALID when their columns differ in name, kind or order.
 */
export function mergeTables(a: TableSketch, b: TableSketch): TableSketch {
  if (a.columns.length !== b.columns.length)
    throw new AppError('ARGUMENT_INVALID', {
      message: `The sketch of ${a.columns.length} columns must be joined by one of as many, got ${b.columns.length}.`,
      hint: 'Decide on the columns and their kinds once, for all parts of the data.',
      details: { expected: a.columns.length, received: b.columns.length },
    });
  return {
    nRows: a.nRows + b.nRows,
    columns: a.columns.map((column, j) => mergeColumns(column, b.columns[j])),
  };
}

/** The statistics of all rows so far; the sketch may go on. Duplicate rows are not counted. */
export function finishTable({ nRows, columns }: TableSketch): DatasetStatistics {
  return { nRows, nDuplicateRows: null, columns: columns.map(finishColumn) };
}

/** The sketch to keep or to send. */
export function tableToState({ nRows, columns }: TableSketch): TableSketchState {
  return { nRows, columns: columns.map(columnToState) };
}

/** The sketch again. @throws ARGUMENT_INVALID when the state is not one of `tableToState`. */
export function tableFromState({ nRows, columns }: TableSketchState): TableSketch {
  return { nRows, columns: columns.map(columnFromState) };
}
