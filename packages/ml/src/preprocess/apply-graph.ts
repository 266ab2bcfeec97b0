import { AppError, invariant } from '@kaizenml/contracts';
import { type Features, inSharedMemory, type Matrix, type SparseMatrix } from '../math/index.ts';
import { type Column, getColumns, isNumeric, isNumericKind, type Table } from '../table/index.ts';
import { type CompiledGraph, compileGraph } from './compile-graph.ts';
import type { GraphInput, TransformGraph } from './graph.ts';
import { matrixLevels } from './matrix-levels.ts';
import { makesSparseRows } from './recipes.ts';
import { sparseRows } from './sparse-rows.ts';
import { readInto } from './transform-column.ts';

/**
 * Turns a table into the matrix that the graph was fitted for; other columns are ignored.
 *
 * @param room Makes room for the matrix. Default: an array of its own.
 * @shape rows x outputs of the graph; NaN only where the recipe is `native`
 * @throws COLUMN_UNKNOWN when an input is absent, INPUT_SCHEMA_MISMATCH when it holds text instead of numbers or the reverse.
 * @cost O(rows * outputs); about 0.1 s for 50 000 rows of 15 columns.
 */
export function applyGraph(
  graph: TransformGraph,
  table: Table,
  room = (length: number): Float64Array => new Float64Array(length),
): Matrix {
  return denseRows(graph, table, compileGraph(graph), room);
}

/** The rows of a table in their order, each once, by a graph that is ready to run. */
export function denseRows(
  graph: TransformGraph,
  table: Table,
  compiled: CompiledGraph,
  room: (length: number) => Float64Array,
): Matrix {
  invariant(!makesSparseRows(graph.recipe), `recipe ${graph.recipe} makes dense rows`);
  const columns = inputColumns(table, graph.inputs);
  const { nRows } = table;
  const { nOutputs: nColumns } = compiled;
  const values = room(nRows * nColumns);
  const copied = compiled.copied === undefined ? [] : copiedColumns(columns, compiled.copied);
  if (copied.length === nColumns && nColumns > 0) {
    copyColumns(copied, values);
    return { nRows, nColumns, values, levels: matrixLevels(graph) };
  }
  for (let i = 0; i < nRows; i++) {
    for (let j = 0; j < columns.length; j++) readInto(compiled.slots, j, columns[j], i);
    compiled.run(values, i * nColumns);
  }
  return { nRows, nColumns, values, levels: matrixLevels(graph) };
}

/** The numbers of the columns that a matrix is made of as they come; fewer where one holds texts. */
function copiedColumns(columns: readonly Column[], copied: Int32Array): Float64Array[] {
  return Array.from(copied, (j) => columns[j]).flatMap((column) =>
    isNumeric(column) ? [column.values] : [],
  );
}

/** Rows that are written before the next column is read: their part of the matrix stays near the processor. */
const COPIED_ROWS = 512;

function copyColumns(columns: readonly Float64Array[], matrix: Float64Array): void {
  const [step, nRows] = [columns.length, columns[0].length];
  for (let first = 0; first < nRows; first += COPIED_ROWS) {
    const end = Math.min(nRows, first + COPIED_ROWS);
    for (let j = 0; j < step; j++) {
      const values = columns[j];
      for (let i = first, at = first * step + j; i < end; i++, at += step) matrix[at] = values[i];
    }
  }
}

/**
 * Turns a table into the rows without zeros that the graph was fitted for; other columns are ignored.
 *
 * @param isShared Whether the arrays lie in memory that threads share. Default false.
 * @shape rows x outputs of the graph
 * @throws As `applyGraph`.
 * @cost O(entries), and of text see `textWeigher`.
 */
export function applySparseGraph(
  graph: TransformGraph,
  table: Table,
  isShared = false,
): SparseMatrix {
  const columns = inputColumns(table, graph.inputs);
  const compiled = compileGraph(graph);
  const rows = sparseRows(compiled.nOutputs);
  for (let i = 0; i < table.nRows; i++) {
    for (let j = 0; j < columns.length; j++) readInto(compiled.slots, j, columns[j], i);
    compiled.runSparse(rows);
  }
  const made = rows.take();
  if (!isShared) return made;
  return {
    ...made,
    offsets: inSharedMemory(made.offsets),
    columns: inSharedMemory(made.columns),
    values: inSharedMemory(made.values),
  };
}

/**
 * Turns a table into the rows that the graph was fitted for, dense or without zeros as its recipe makes them.
 *
 * @throws As `applyGraph`.
 */
export function prepareTable(graph: TransformGraph, table: Table): Features {
  return makesSparseRows(graph.recipe) ? applySparseGraph(graph, table) : applyGraph(graph, table);
}

function inputColumns(table: Table, inputs: readonly GraphInput[]): Column[] {
  const columns = getColumns(
    table,
    inputs.map(({ name }) => name),
  );
  for (let j = 0; j < inputs.length; j++) assertReadable(columns[j], inputs[j]);
  return columns;
}

function assertReadable(column: Column, { name, kind }: GraphInput): void {
  if (isNumeric(column) === isNumericKind(kind)) return;
  throw new AppError('INPUT_SCHEMA_MISMATCH', {
    message: `Column "${name}" must be a ${kind}, got a ${column.kind}.`,
    hint: 'Read the table with the kinds of the training table.',
    details: { column: name, expected: kind, received: column.kind },
  });
}
