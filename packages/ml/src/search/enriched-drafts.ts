import { getEstimator } from '../models/index.ts';
import { isWide } from '../preprocess/index.ts';
import type { Table } from '../table/index.ts';
import type { Draft } from './strategies/index.ts';

/** How many plain drafts come before each enriched one: the first few already say much in little time. */
const PLAIN_BEFORE: readonly number[] = [3, 5, 7];

/** How many enriched drafts of a wide table come before the first that reads all columns. */
const N_BEFORE_WIDE = 3;

/** Whether enriched recipes may have something to add: a category of three levels and more, two numbers or dates, or columns to leave out. */
export function canEnrich({ columns }: Pick<Table, 'columns'>): boolean {
  if (isWide(columns.length)) return true;
  const count = (asked: string) => columns.filter(({ kind }) => kind === asked).length;
  const hasLevels = columns.some(
    (column) => column.kind === 'category' && column.levels.length > 2,
  );
  return hasLevels || count('number') > 1 || count('date') > 1;
}

/**
 * Drafts with enriched copies of three of them in between: the first boosted trees, the first extra trees and the first of
 * all, which is a line. See decision 0043 for what each gains.
 *
 * Of wide tables enriched copies of all come first: they read few columns, and what reads all of them may take the time of
 * ten such. Only a line on all columns, which is cheap, comes between.
 *
 * @param features Of tables with text no recipe enriches the rows of terms that lines have.
 */
export function withEnriched(
  drafts: readonly Draft[],
  { columns }: Pick<Table, 'columns'>,
): Draft[] {
  const hasText = columns.some(({ kind }) => kind === 'text');
  const enriched = (draft: Draft | undefined): Draft[] =>
    draft && !(hasText && getEstimator(draft.estimator).sparse)
      ? [{ ...draft, isEnriched: true }]
      : [];
  if (isWide(columns.length)) {
    const [line, ...others] = drafts;
    const first = drafts.slice(0, N_BEFORE_WIDE);
    const later = drafts.slice(N_BEFORE_WIDE);
    return [...first.flatMap(enriched), line, ...later.flatMap(enriched), ...others];
  }
  const copied = [
    drafts.find(({ estimator }) => estimator === 'boosted-trees'),
    drafts.find(({ estimator }) => estimator === 'extra-trees'),
    drafts[0],
  ].flatMap(enriched);
  return [...drafts.keys()].flatMap((at) => {
    const copy = copied[PLAIN_BEFORE.indexOf(at)];
    return copy ? [copy, drafts[at]] : [drafts[at]];
  });
}
