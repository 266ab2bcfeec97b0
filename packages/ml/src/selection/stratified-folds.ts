import { type FoldOptions, needAtLeast, type Split, splitsByFold } from './split.ts';
import { rowsByClass } from './strata.ts';

/**
 * Rows dealt to folds class by class: every fold has each class's share within one row.
 *
 * Dealing goes on where the class before stopped, so fold sizes differ by one row at most. A class with
 * fewer rows than folds is spread over as many folds as it has rows.
 *
 * @param classes Class code per row; below 0 (no class) counts as one class. Length n, at least one row per fold.
 * @throws TABLE_TOO_SMALL
 * @cost O(n * nFolds)
 * @source Kohavi (1995), "A Study of Cross-Validation and Bootstrap for Accuracy Estimation", IJCAI.
 */
export function stratifiedFolds(classes: Int32Array, { nFolds, random }: FoldOptions): Split[] {
  needAtLeast(nFolds, classes.length, 'rows');
  const foldOf = new Int32Array(classes.length);
  let dealt = 0;
  for (const rows of rowsByClass(classes, random))
    for (const row of rows) foldOf[row] = dealt++ % nFolds;
  return splitsByFold(foldOf, nFolds);
}
