import { AppError, invariant } from '@kaizenml/contracts';
import { checkTarget, type KnownClasses } from '../guardrails/index.ts';
import { countDistinctSorted, sortedPresent } from '../stats/index.ts';
import { getColumn, type Table } from '../table/index.ts';

/** Most different whole numbers that are read as codes of classes; the same as for a run. */
const MOST_CODES = 100;

/**
 * The classes of a target, most frequent first, and their rows. Whole numbers are codes of classes.
 *
 * @throws COLUMN_UNKNOWN, TARGET_UNUSABLE (fractions, dates, one class, no value, too many classes), TABLE_TOO_SMALL
 */
export function readClasses(table: Table, target: string): KnownClasses {
  const column = getColumn(table, target);
  if (column.kind === 'number') assertCodes(target, sortedPresent(column.values));
  const { target: known } = checkTarget(table, target, 'multiclass');
  invariant(known.kind === 'classification', 'a multiclass target has classes');
  return known;
}

/** Rows of a class in the table. */
export function rowsOfClass({ rows, codes }: KnownClasses, code: number): Int32Array {
  return rows.filter((_, i) => codes[i] === code);
}

function assertCodes(target: string, sorted: Float64Array): void {
  const nDistinct = countDistinctSorted(sorted);
  const isWhole = sorted.every(Number.isInteger);
  if (isWhole && nDistinct <= MOST_CODES) return;
  throw new AppError('TARGET_UNUSABLE', {
    message: `Target "${target}" must hold classes to be balanced, got ${nDistinct} different numbers${isWhole ? '' : ' with fractions'}.`,
    hint: 'Choose a column of classes with `--target`; numbers to predict have no sizes of classes that could be evened out.',
    details: { target, nDistinct, isWhole, most: MOST_CODES },
  });
}
