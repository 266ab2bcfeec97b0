import { shuffledGroups } from './groups.ts';
import { type FoldOptions, needAtLeast, type Split, splitsByFold } from './split.ts';

/**
 * Whole groups dealt to folds, largest first, each to the fold with the fewest rows.
 *
 * @param groups Group code per row; a row below 0 (no group) is a group of its own. At least one group per fold.
 * @throws TABLE_TOO_SMALL
 * @cost O(n * nFolds + nGroups log nGroups)
 * @source Graham (1969), "Bounds on Multiprocessing Timing Anomalies": longest first keeps sizes within 4/3 of the best.
 */
export function groupFolds(groups: Int32Array, { nFolds, random }: FoldOptions): Split[] {
  const order = shuffledGroups(groups, random).sort((a, b) => b.length - a.length);
  needAtLeast(nFolds, order.length, 'groups');
  const foldOf = new Int32Array(groups.length);
  const sizes = new Int32Array(nFolds);
  for (const rows of order) {
    let fold = 0;
    for (let f = 1; f < nFolds; f++) if (sizes[f] < sizes[fold]) fold = f;
    for (const row of rows) foldOf[row] = fold;
    sizes[fold] += rows.length;
  }
  return splitsByFold(foldOf, nFolds);
}
