import type { Candidate } from '@kaizenml/ml/search';
import type { Trial } from '../../../automl/index.ts';
import type { Searched } from '../search.ts';
import type { SplitOutput } from '../split.ts';

/** What a fit of a candidate on all training rows takes on one thread, by what the folds of its trial took, in milliseconds. */
export function fitMsOf(
  { trials, sample }: Pick<Searched, 'trials' | 'sample'>,
  { train, folds }: Pick<SplitOutput, 'train' | 'folds'>,
): (candidate: Candidate) => number {
  const known = new Map(trials.map((trial): [string, Trial] => [trial.candidate.id, trial]));
  const nFoldRows = sample.rows.length * (1 - 1 / Math.max(2, folds.length));
  const growth = train.length / Math.max(1, nFoldRows);
  return ({ id }) => Math.max(1, (known.get(id)?.fitMs ?? 0) * growth);
}
