import { AppError } from '@kaizenml/contracts';
import type { Matrix } from '../../math/index.ts';
import { assertWidth } from './assert-width.ts';
import { checkEnsemble } from './check-ensemble.ts';
import { blockProgram } from './layout/block-program.ts';
import { collectQuestions } from './layout/questions.ts';
import { rowWalker } from './layout/row-walker.ts';
import { leavesOfBlocks, rowsInBlocks, stagesOfBlocks } from './layout/score-blocks.ts';
import { leavesOfRows, stagesOfRows } from './layout/score-rows.ts';
import type { TreeEnsemble } from './tree-ensemble.ts';

/** Answers rows from trees. A row alone has the same bits as among others. */
export interface RawScorer {
  readonly nColumns: number;
  readonly nOutputs: number;
  readonly nTrees: number;
  /**
   * Raw answers: base scores plus leaves, added in the order of the trees.
   *
   * @shape x: rows x nColumns; the result: rows x nOutputs, row-major.
   * @throws SHAPE_MISMATCH
   */
  raw(x: Matrix): Float64Array;
}

/** Answers rows from an ensemble. */
export interface Scorer extends RawScorer {
  /** The raw answer to one row: a value per column. @throws SHAPE_MISMATCH */
  rawRow(row: ArrayLike<number>): Float64Array;
  /**
   * The leaf that each tree leads to, counted from the tree's first one.
   *
   * @shape rows x nTrees, row-major.
   * @throws SHAPE_MISMATCH
   */
  leaves(x: Matrix): Int32Array;
  /**
   * Raw answers after every so many trees, and last after all of them.
   *
   * @param everyNTrees At least 1.
   * @returns One array per stage, each as from `raw`.
   * @throws SHAPE_MISMATCH, ARGUMENT_INVALID
   */
  staged(x: Matrix, everyNTrees: number): Float64Array[];
}

/**
 * Compiles an ensemble into layouts that answer fast: every distinct question is asked once per row, and a
 * node is one comparison of small integers.
 *
 * @throws MODEL_ARTIFACT_INVALID for a state that cannot be walked.
 * @cost O(nodes log nodes) time and memory.
 */
export function compileEnsemble(ensemble: TreeEnsemble): Scorer {
  checkEnsemble(ensemble);
  const { nColumns, nOutputs, baseScores, treeOutputs } = ensemble;
  const nTrees = treeOutputs.length;
  const questions = collectQuestions(ensemble);
  const walker = rowWalker(ensemble, questions);
  const program = blockProgram(ensemble, questions);
  const staged = (x: Matrix, ends: readonly number[]): Float64Array[] => {
    assertWidth(nColumns, x.nColumns);
    const stages = ends.map(() => new Float64Array(x.nRows * nOutputs));
    const nInBlocks = rowsInBlocks(x.nRows);
    stagesOfBlocks(ensemble, program, x, nInBlocks, ends, stages);
    stagesOfRows(ensemble, walker, x, nInBlocks, ends, stages);
    return stages;
  };
  return {
    nColumns,
    nOutputs,
    nTrees,
    raw: (x) => staged(x, [nTrees])[0],
    rawRow(values) {
      assertWidth(nColumns, values.length);
      const sums = baseScores.slice();
      walker.walk(values, 0);
      walker.add(0, nTrees, sums);
      return sums;
    },
    leaves(x) {
      assertWidth(nColumns, x.nColumns);
      const leaves = new Int32Array(x.nRows * nTrees);
      const nInBlocks = rowsInBlocks(x.nRows);
      leavesOfBlocks(ensemble, program, x, nInBlocks, leaves);
      leavesOfRows(ensemble, walker, x, nInBlocks, leaves);
      return leaves;
    },
    staged: (x, everyNTrees) => staged(x, stageEnds(nTrees, everyNTrees)),
  };
}

/** Trees at the end of each stage; the last stage has all of them. */
function stageEnds(nTrees: number, everyNTrees: number): number[] {
  if (!(Number.isSafeInteger(everyNTrees) && everyNTrees >= 1)) {
    throw new AppError('ARGUMENT_INVALID', {
      message: `The trees per stage must be a whole number of at least 1, got ${everyNTrees}.`,
      hint: 'Give 1 to see the answer after every tree.',
      details: { everyNTrees: String(everyNTrees) },
    });
  }
  const ends: number[] = [];
  for (let end = everyNTrees; end < nTrees; end += everyNTrees) ends.push(end);
  return [...ends, nTrees];
}
