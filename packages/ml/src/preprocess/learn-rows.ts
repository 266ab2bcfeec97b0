import type { Features } from '../math/index.ts';
import type { Target } from '../models/index.ts';
import { type Column, isNumeric, type Table } from '../table/index.ts';
import { applyGraph, applySparseGraph, denseRows } from './apply-graph.ts';
import { compileGraph, compileStep } from './compile-graph.ts';
import { learnGraph } from './fit-graph.ts';
import type { TransformGraph } from './graph.ts';
import { makesSparseRows, type Recipe } from './recipes.ts';
import type { CellTransform } from './transformer.ts';

/** A graph, and the very rows that it has learned from, as a model learns from them. */
export interface LearnedRows {
  /** Prepares later rows. */
  readonly graph: TransformGraph;
  readonly x: Features;
}

/**
 * Learns how to turn tables into a matrix, and turns the training rows into theirs.
 *
 * With an enriched recipe a training row is encoded by what other training rows say of its levels, so that a model cannot
 * read its own answer off: these are not the rows that the graph makes. With others they are.
 *
 * @param room Makes room for a dense matrix. Default: an array of its own.
 * @param isShared Whether the arrays of rows without zeros lie in memory that threads share. Default false.
 * @throws As `fitGraph`.
 * @cost That of `fitGraph` and of `applyGraph`.
 */
export function learnRows(
  recipe: Recipe,
  table: Table,
  target?: Target,
  {
    room = (length) => new Float64Array(length),
    isShared = false,
  }: { readonly room?: (length: number) => Float64Array; readonly isShared?: boolean } = {},
): LearnedRows {
  const { graph, training } = learnGraph(recipe, table, target);
  if (makesSparseRows(recipe)) return { graph, x: applySparseGraph(graph, table, isShared) };
  if (training.size === 0) return { graph, x: applyGraph(graph, table, room) };
  const compiled = compileGraph(graph, (step) => {
    const made = training.get(step);
    return made ? replay(made) : compileStep(step);
  });
  return { graph, x: denseRows(graph, table, compiled, room) };
}

/** A step that writes what is known of one training row after the other. */
function replay(columns: readonly Column[]): CellTransform {
  let row = 0;
  return ({ numbers, texts }, _from, to) => {
    for (let j = 0; j < columns.length; j++) {
      const column = columns[j];
      if (isNumeric(column)) numbers[to + j] = column.values[row];
      else texts[to + j] = column.codes[row] < 0 ? null : column.levels[column.codes[row]];
    }
    row++;
  };
}
