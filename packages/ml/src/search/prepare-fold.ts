import { type Features, sharedDoubles } from '../math/index.ts';
import type { Target } from '../models/index.ts';
import {
  applyGraph,
  applySparseGraph,
  fitGraph,
  makesSparseRows,
  type Recipe,
} from '../preprocess/index.ts';
import type { Split } from '../selection/index.ts';
import { type Table, takeRows } from '../table/index.ts';
import { takeTargetRows } from './target.ts';

/** The two parts of a fold as a recipe prepares them. */
export interface FoldMatrices {
  readonly xTrain: Features;
  readonly xTest: Features;
}

/**
 * Prepares both parts of a fold by what its training part teaches, in memory that threads share.
 *
 * @param target The target of all rows of `features`: preparations of text choose terms by its training part.
 * @cost O(rows * columns) plus a sort per column of numbers, where the recipe fills in medians: for 30 columns of
 * numbers 0.1 s (native) to 0.6 s (dense) per 50 000 rows.
 */
export function prepareFold(
  recipe: Recipe,
  features: Table,
  { train, test }: Split,
  target?: Target,
): FoldMatrices {
  const known = takeRows(features, train);
  const graph = fitGraph(recipe, known, target && takeTargetRows(target, train));
  const apply = (table: Table): Features =>
    makesSparseRows(recipe)
      ? applySparseGraph(graph, table, true)
      : applyGraph(graph, table, sharedDoubles);
  return { xTrain: apply(known), xTest: apply(takeRows(features, test)) };
}
