import { shuffledIndices } from '../math/index.ts';
import { needAtLeast, type Split, type SplitOptions, splitByMark, testSize } from './split.ts';

/**
 * Rows drawn at random for the test part.
 *
 * @param nRows Number of rows, 2 or more.
 * @throws TABLE_TOO_SMALL
 * @cost O(n)
 * @source Hastie, Tibshirani & Friedman (2009), "The Elements of Statistical Learning", 7.2.
 */
export function randomSplit(nRows: number, { testShare, random }: SplitOptions): Split {
  needAtLeast(2, nRows, 'rows');
  const isTest = new Uint8Array(nRows);
  const order = shuffledIndices(nRows, random);
  for (let k = 0; k < testSize(nRows, testShare); k++) isTest[order[k]] = 1;
  return splitByMark(isTest);
}
