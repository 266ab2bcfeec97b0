import { shuffledIndices } from '../math/index.ts';
import { type FoldOptions, needAtLeast, type Split, splitsByFold } from './split.ts';

/**
 * Rows dealt to folds at random; fold sizes differ by one row at most.
 *
 * @param nRows Number of rows, at least one per fold.
 * @throws TABLE_TOO_SMALL
 * @cost O(n * nFolds)
 * @source Stone (1974), "Cross-Validatory Choice and Assessment of Statistical Predictions", JRSS B 36.
 */
export function randomFolds(nRows: number, { nFolds, random }: FoldOptions): Split[] {
  needAtLeast(nFolds, nRows, 'rows');
  const foldOf = new Int32Array(nRows);
  shuffledIndices(nRows, random).forEach((row, k) => {
    foldOf[row] = k % nFolds;
  });
  return splitsByFold(foldOf, nFolds);
}
