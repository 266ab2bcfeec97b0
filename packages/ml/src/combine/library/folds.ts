import { AppError } from '@kaizenml/contracts';

/** The rows of one fold, and all others. Each increasing. */
export interface FoldRows {
  readonly fold: number;
  readonly held: Int32Array;
  readonly others: Int32Array;
}

/**
 * The folds of rows, in their order; a number that no row has is no fold.
 *
 * @param reader Name of what asks, for the sentence.
 * @param foldOf Fold per row, 0 and up. Length n.
 * @throws ARGUMENT_INVALID for fewer than two folds, and for a negative one.
 */
export function foldsOf(reader: string, foldOf: Int32Array): FoldRows[] {
  const folds = [...new Set(foldOf)].sort((a, b) => a - b);
  if (folds.length < 2 || folds[0] < 0) {
    const got = folds.length < 2 ? `${folds.length} fold` : `the fold ${folds[0]}`;
    throw new AppError('ARGUMENT_INVALID', {
      message: `${reader} must get rows of at least two folds, numbered from 0, got ${got}.`,
      hint: 'Give the fold that held each row out; rows that none held out do not belong here.',
      details: { reader, folds: folds.slice(0, 10) },
    });
  }
  const rows = Int32Array.from(foldOf, (_, row) => row);
  return folds.map((fold) => ({
    fold,
    held: rows.filter((row) => foldOf[row] === fold),
    others: rows.filter((row) => foldOf[row] !== fold),
  }));
}
