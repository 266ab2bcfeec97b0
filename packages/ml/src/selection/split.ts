import { AppError, invariant } from '@kaizenml/contracts';
import type { Random } from '../math/index.ts';

/** Row numbers of two parts that share no row, each increasing. */
export interface Split {
  readonly train: Int32Array;
  readonly test: Int32Array;
}

/** How one test part is cut off. */
export interface SplitOptions {
  /** Share of the rows that go to the test part, above 0 and below 1. */
  readonly testShare: number;
  readonly random: Random;
}

/** How rows are dealt to folds. */
export interface FoldOptions {
  /** Number of folds, 2 or more. */
  readonly nFolds: number;
  readonly random: Random;
}

/**
 * The split with the marked rows as the test part.
 *
 * @param isTest 1 for a test row. Length n.
 */
export function splitByMark(isTest: Uint8Array): Split {
  const nTest = isTest.reduce((sum, mark) => sum + mark, 0);
  const train = new Int32Array(isTest.length - nTest);
  const test = new Int32Array(nTest);
  let atTrain = 0;
  let atTest = 0;
  for (let row = 0; row < isTest.length; row++) {
    if (isTest[row] === 1) test[atTest++] = row;
    else train[atTrain++] = row;
  }
  return { train, test };
}

/**
 * One split per fold: the fold is the test part, all others are the training part.
 *
 * @param foldOf Fold per row, 0 to nFolds - 1. Length n.
 */
export function splitsByFold(foldOf: Int32Array, nFolds: number): Split[] {
  return Array.from({ length: nFolds }, (_, fold) =>
    splitByMark(Uint8Array.from(foldOf, (f) => (f === fold ? 1 : 0))),
  );
}

/** Number of test rows: the share, rounded, but at least one row on either side. */
export function testSize(nRows: number, testShare: number): number {
  invariant(testShare > 0 && testShare < 1, `testShare is between 0 and 1, not ${testShare}`);
  return Math.min(nRows - 1, Math.max(1, Math.round(nRows * testShare)));
}

/**
 * Throws when there are fewer things than parts to deal them to.
 *
 * @param what Plural of what is dealt: `rows`, `groups`, `distinct times`.
 * @throws TABLE_TOO_SMALL
 */
export function needAtLeast(needed: number, got: number, what: string): void {
  if (got >= needed) return;
  throw new AppError('TABLE_TOO_SMALL', {
    message: `The split must have at least ${needed} ${what}, got ${got}.`,
    hint: 'Give more rows, or ask for fewer folds.',
    details: { what, needed, received: got },
  });
}
