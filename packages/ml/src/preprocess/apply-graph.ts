import { AppError } from '@kaizenml/contracts';
import type { Matrix } from '../math/index.ts';
import { type Column, getColumn, isNumeric, isNumericKind, type Table } from '../table/index.ts';
import { compileGraph } from './compile-graph.ts';
import type { GraphInput, TransformGraph } from './graph.ts';
import { matrixLevels } from './matrix-levels.ts';
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
  const columns = graph.inputs.map((input) => inputColumn(table, input));
  const compiled = compileGraph(graph);
  const { nRows } = table;
  const { nOutputs: nColumns } = compiled;
  const values = room(nRows * nColumns);
  for (let i = 0; i < nRows; i++) {
    for (let j = 0; j < columns.length; j++) readInto(compiled.slots, j, columns[j], i);
    compiled.run(values, i * nColumns);
  }
  return { nRows, nColumns, values, levels: matrixLevels(graph) };
}

function inputColumn(table: Table, { name, kind }: GraphInput): Column {
  const column = getColumn(table, name);
  if (isNumeric(column) === isNumericKind(kind)) return column;
  throw new AppError('INPUT_SCHEMA_MISMATCH', {
    message: `Column "${name}" must be a ${kind}, got a ${column.kind}.`,
    hint: 'Read the table with the kinds of the training table.',
    details: { column: name, expected: kind, received: column.kind },
  });
}
