import { AppError } from '@kaizenml/contracts';
import type { Matrix } from '../../math/index.ts';
import { checkEnsemble } from './check-ensemble.ts';
import { packTrees } from './layout/packed-trees.ts';
import { collectQuestions } from './layout/questions.ts';
import { readRow, rowLength } from './layout/read-row.ts';
import type { TreeEnsemble } from './tree-ensemble.ts';

/** Answers rows from an ensemble. A row alone has the same bits as among others. */
export interface Scorer {
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
  /** The same for one row: a value per column. @throws SHAPE_MISMATCH */
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
  const { nColumns, nOutputs, baseScores, treeOutputs, leafValues, leafOffsets } = ensemble;
  const nTrees = treeOutputs.length;
  const questions = collectQuestions(ensemble);
  const { nodes, roots } = packTrees(ensemble, questions);
  const row = new Int32Array(rowLength(questions));

  const leafOf = (tree: number): number => {
    let at = roots[tree];
    while (at >= 0) {
      const place = nodes[at];
      const goesRight = ((nodes[at + 1] - row[place >> 5]) << (place & 31)) >>> 31;
      at = nodes[at + 2 + goesRight];
    }
    return ~at;
  };
  const addTrees = (first: number, end: number, sums: Float64Array, start: number): void => {
    for (let t = first; t < end; t++) sums[start + treeOutputs[t]] += leafValues[leafOf(t)];
  };
  const assertWidth = (width: number): void => {
    if (width === nColumns) return;
    throw new AppError('SHAPE_MISMATCH', {
      message: `Rows to score must have ${nColumns} columns as the ensemble, got ${width}.`,
      hint: 'Prepare the rows with the transform graph that was fitted with the model.',
      details: { expected: nColumns, received: width },
    });
  };
  const staged = (x: Matrix, everyNTrees: number): Float64Array[] => {
    assertWidth(x.nColumns);
    const ends = stageEnds(nTrees, everyNTrees);
    const stages = ends.map(() => new Float64Array(x.nRows * nOutputs));
    const sums = new Float64Array(nOutputs);
    for (let i = 0; i < x.nRows; i++) {
      readRow(questions, x.values, i * nColumns, row);
      sums.set(baseScores);
      for (let s = 0; s < ends.length; s++) {
        addTrees(s === 0 ? 0 : ends[s - 1], ends[s], sums, 0);
        stages[s].set(sums, i * nOutputs);
      }
    }
    return stages;
  };
  return {
    nColumns,
    nOutputs,
    nTrees,
    raw: (x) => staged(x, Math.max(1, nTrees))[0],
    rawRow(values) {
      assertWidth(values.length);
      readRow(questions, values, 0, row);
      const sums = baseScores.slice();
      addTrees(0, nTrees, sums, 0);
      return sums;
    },
    leaves(x) {
      assertWidth(x.nColumns);
      const leaves = new Int32Array(x.nRows * nTrees);
      for (let i = 0, at = 0; i < x.nRows; i++) {
        readRow(questions, x.values, i * nColumns, row);
        for (let t = 0; t < nTrees; t++) leaves[at++] = leafOf(t) - leafOffsets[t];
      }
      return leaves;
    },
    staged,
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
