import { getEstimator } from '../models/index.ts';
import type { Table } from '../table/index.ts';
import type { Draft } from './strategies/index.ts';

/** How many plain drafts come before each enriched one: the first few already say much in little time. */
const PLAIN_BEFORE: readonly number[] = [3, 5, 7];

/** Whether enriched recipes may have something to add: a category of three levels and more, or two numbers or dates. */
export function canEnrich({ columns }: Pick<Table, 'columns'>): boolean {
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
 * @param hasText True for tables with text, where lines have rows of terms, which no recipe enriches.
 */
export function withEnriched(drafts: readonly Draft[], hasText: boolean): Draft[] {
  const copied = [
    drafts.find(({ estimator }) => estimator === 'boosted-trees'),
    drafts.find(({ estimator }) => estimator === 'extra-trees'),
    drafts[0],
  ]
    .filter((draft) => draft && !(hasText && getEstimator(draft.estimator).sparse))
    .map((draft) => draft && { ...draft, isEnriched: true });
  return [...drafts.keys()].flatMap((at) => {
    const copy = copied[PLAIN_BEFORE.indexOf(at)];
    return copy ? [copy, drafts[at]] : [drafts[at]];
  });
}
