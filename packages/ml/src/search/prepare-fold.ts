import { AppError } from '@kaizenml/contracts';
import { type Features, sharedDoubles } from '../math/index.ts';
import type { Target } from '../models/index.ts';
import {
  applyGraph,
  applySparseGraph,
  learnRows,
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
 * @param target The target of all rows of `features`: preparations of text choose terms by its training
 * part, and enriched ones encode levels by it: a training row by the other training rows.
 * @param maxBytes A matrix may have so many. Default: any number.
 * @throws MEMORY_EXHAUSTED for a larger one
 * @cost O(rows * columns) plus a sort per column of numbers, where the recipe fills in medians: for 30 columns of
 * numbers 0.1 s (native) to 0.6 s (dense) per 50 000 rows.
 */
export function prepareFold(
  recipe: Recipe,
  features: Table,
  { train, test }: Split,
  target?: Target,
  maxBytes = Number.POSITIVE_INFINITY,
): FoldMatrices {
  const known = takeRows(features, train);
  const room = (length: number): Float64Array => roomFor(length, recipe, maxBytes);
  const { graph, x: xTrain } = learnRows(recipe, known, target && takeTargetRows(target, train), {
    isShared: true,
    room,
  });
  const held = takeRows(features, test);
  const xTest = makesSparseRows(recipe)
    ? applySparseGraph(graph, held, true)
    : applyGraph(graph, held, room);
  return { xTrain, xTest };
}

function roomFor(length: number, recipe: Recipe, maxBytes: number): Float64Array {
  const nBytes = length * Float64Array.BYTES_PER_ELEMENT;
  if (nBytes > maxBytes) {
    throw new AppError('MEMORY_EXHAUSTED', {
      message: `A matrix of the recipe ${recipe} must have at most ${megabytes(maxBytes)} MB, got ${megabytes(nBytes)} MB.`,
      hint: 'Give fewer rows or columns, fewer workers, or more memory.',
      details: { recipe, nBytes, maxBytes },
    });
  }
  return sharedDoubles(length);
}

function megabytes(nBytes: number): number {
  return Math.round(nBytes / 2 ** 20);
}
