import type { Candidate } from '@kaizenml/ml/search';
import type { Trial } from '../../../automl/index.ts';
import type { Searched } from '../search.ts';
import type { SplitOutput } from '../split.ts';

/** What learning from all training rows takes, by what the folds of a search took. */
export interface FitCost {
  /** A fit of a candidate on one thread, milliseconds. */
  readonly fitMs: (candidate: Candidate) => number;
  /** Preparing the rows, once for each recipe that was tried, milliseconds. */
  readonly preparationMs: number;
  /** Rows that a fold of the search learned from. */
  readonly nFoldRows: number;
}

/** What fits on all training rows will take, in proportion to rows. */
export function fitCost(
  { trials, sample, preparationMs }: Pick<Searched, 'trials' | 'sample' | 'preparationMs'>,
  { train, folds }: Pick<SplitOutput, 'train' | 'folds'>,
): FitCost {
  const known = new Map(trials.map((trial): [string, Trial] => [trial.candidate.id, trial]));
  const nFoldRows = Math.max(1, sample.rows.length * (1 - 1 / Math.max(2, folds.length)));
  const growth = train.length / nFoldRows;
  return {
    fitMs: ({ id }) => Math.max(1, (known.get(id)?.fitMs ?? 0) * growth),
    preparationMs: preparationMs * growth,
    nFoldRows: Math.round(nFoldRows),
  };
}
