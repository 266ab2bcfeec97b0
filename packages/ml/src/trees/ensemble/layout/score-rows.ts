import type { Matrix } from '../../../math/index.ts';
import type { TreeEnsemble } from '../tree-ensemble.ts';
import type { RowWalker } from './row-walker.ts';

/**
 * Raw answers of the rows from `start` on, after the trees that each stage ends with.
 *
 * @param stages Receive rows x nOutputs each.
 */
export function stagesOfRows(
  { nOutputs, baseScores }: TreeEnsemble,
  walker: RowWalker,
  x: Matrix,
  start: number,
  ends: readonly number[],
  stages: readonly Float64Array[],
): void {
  const sums = new Float64Array(nOutputs);
  for (let i = start; i < x.nRows; i++) {
    sums.set(baseScores);
    walker.walk(x.values, i * x.nColumns);
    for (let s = 0; s < ends.length; s++) {
      walker.add(s === 0 ? 0 : ends[s - 1], ends[s], sums);
      stages[s].set(sums, i * nOutputs);
    }
  }
}

/** Leaves of the rows from `start` on, rows x trees, counted from each tree's first. */
export function leavesOfRows(
  { leafOffsets, treeOutputs }: TreeEnsemble,
  walker: RowWalker,
  x: Matrix,
  start: number,
  leaves: Int32Array,
): void {
  const nTrees = treeOutputs.length;
  for (let i = start; i < x.nRows; i++) {
    walker.walk(x.values, i * x.nColumns);
    for (let t = 0; t < nTrees; t++) leaves[i * nTrees + t] = walker.leafOf(t) - leafOffsets[t];
  }
}
