import type { Draft } from '@kaizenml/ml/search';

/** What is known of the time before anything was tried. */
export interface TimeForFirst {
  /** What a fold of a draft will about take, in milliseconds of the machine where that was measured. */
  readonly costOf: (draft: Draft) => number;
  /** Time of the whole run, milliseconds; undefined: any. */
  readonly budgetMs: number | undefined;
  readonly nFolds: number;
  readonly nWorkers: number;
}

/** Candidates that a budget must leave time for. Beyond a thousand rows their cost is overstated, which leaves time for others. */
const N_FIRST = 2;

/**
 * Whether the first candidates of a list are too dear for a budget, so that one had better begin with the cheapest: with many
 * classes, or with seconds for many rows.
 */
export function areTooDear(
  drafts: readonly Draft[],
  { costOf, budgetMs, nFolds, nWorkers }: TimeForFirst,
): boolean {
  if (budgetMs === undefined) return false;
  const cost = drafts.slice(0, N_FIRST).reduce((sum, draft) => sum + costOf(draft), 0);
  return (cost * nFolds) / Math.min(nWorkers, nFolds) > budgetMs;
}

/** The same drafts by cost; of two equal ones the former stays in front. */
export function cheapestFirst(drafts: readonly Draft[], costOf: (draft: Draft) => number): Draft[] {
  return drafts.toSorted((a, b) => costOf(a) - costOf(b));
}
