import { type Matrix, sharedDoubles } from '../math/index.ts';
import { applyGraph, fitGraph, type Recipe } from '../preprocess/index.ts';
import type { Split } from '../selection/index.ts';
import { type Table, takeRows } from '../table/index.ts';

/** The two parts of a fold as a recipe prepares them. */
export interface FoldMatrices {
  readonly xTrain: Matrix;
  readonly xTest: Matrix;
}

/**
 * Prepares both parts of a fold by what its training part teaches, in memory that threads share.
 *
 * @cost O(rows * columns) plus a sort per column of numbers, where the recipe fills in medians: for 30 columns of
 * numbers 0.1 s (native) to 0.6 s (dense) per 50 000 rows.
 */
export function prepareFold(recipe: Recipe, features: Table, { train, test }: Split): FoldMatrices {
  const known = takeRows(features, train);
  const graph = fitGraph(recipe, known);
  return {
    xTrain: applyGraph(graph, known, sharedDoubles),
    xTest: applyGraph(graph, takeRows(features, test), sharedDoubles),
  };
}
