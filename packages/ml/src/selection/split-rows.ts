import { groupFolds } from './group-folds.ts';
import { groupSplit } from './group-split.ts';
import { randomFolds } from './random-folds.ts';
import { randomSplit } from './random-split.ts';
import type { FoldOptions, Split, SplitOptions } from './split.ts';
import { stratifiedFolds } from './stratified-folds.ts';
import { stratifiedSplit } from './stratified-split.ts';
import { timeFolds } from './time-folds.ts';
import { timeSplit } from './time-split.ts';

/** What rows are split by, with what the way of splitting needs to know of each row. */
export type SplitBy =
  | { readonly kind: 'random'; readonly nRows: number }
  | { readonly kind: 'stratified'; readonly classes: Int32Array }
  | { readonly kind: 'group'; readonly groups: Int32Array }
  | { readonly kind: 'time'; readonly times: Float64Array };

/**
 * A training and a test part.
 *
 * @throws TABLE_TOO_SMALL, ARGUMENT_INVALID
 */
export function splitRows(by: SplitBy, options: SplitOptions): Split {
  switch (by.kind) {
    case 'random':
      return randomSplit(by.nRows, options);
    case 'stratified':
      return stratifiedSplit(by.classes, options);
    case 'group':
      return groupSplit(by.groups, options);
    case 'time':
      return timeSplit(by.times, options);
  }
}

/**
 * The splits of a cross-validation.
 *
 * @throws TABLE_TOO_SMALL, ARGUMENT_INVALID
 */
export function kFolds(by: SplitBy, options: FoldOptions): Split[] {
  switch (by.kind) {
    case 'random':
      return randomFolds(by.nRows, options);
    case 'stratified':
      return stratifiedFolds(by.classes, options);
    case 'group':
      return groupFolds(by.groups, options);
    case 'time':
      return timeFolds(by.times, options);
  }
}
