import type { LiveTrial } from '../../training/training-types.ts';

/** A candidate in its place, and what is to be said of it. */
export interface RankedTrial {
  readonly trial: LiveTrial;
  readonly mark: 'best' | 'alike' | 'baseline' | 'partial' | 'failed' | 'skipped' | null;
}

/**
 * Candidates with the best first.
 *
 * Those with more folds stand before others, as means over different folds do not compare; failed ones are last. `alike`
 * is one whose mean lies within a standard error of the best one, both over folds.
 */
export function rankTrials(
  trials: readonly LiveTrial[],
  better: 'higher' | 'lower',
): readonly RankedTrial[] {
  const sign = better === 'lower' ? 1 : -1;
  const scored = trials
    .filter((trial): trial is Scored => trial.status === 'finished' && trial.score !== null)
    .sort((a, b) => b.nFolds - a.nFolds || sign * (a.score - b.score) || a.n - b.n);
  const others = trials.filter(({ status, score }) => status !== 'finished' || score === null);
  const best = scored.find(({ isBaseline }) => !isBaseline);
  const ranked = scored.map((trial): RankedTrial => ({ trial, mark: markOf(trial, best) }));
  const failed = others.map(
    (trial): RankedTrial => ({ trial, mark: trial.status === 'skipped' ? 'skipped' : 'failed' }),
  );
  return [...ranked, ...failed];
}

type Scored = LiveTrial & { readonly score: number };

function markOf(trial: Scored, best: Scored | undefined): RankedTrial['mark'] {
  if (trial === best) return 'best';
  if (trial.isBaseline) return 'baseline';
  if (best === undefined || trial.nFolds < best.nFolds) return 'partial';
  const error = Math.max(standardError(trial), standardError(best));
  return Math.abs(trial.score - best.score) <= error ? 'alike' : null;
}

function standardError({ scoreSd, nFolds }: Scored): number {
  return (scoreSd ?? 0) / Math.sqrt(Math.max(1, nFolds - 1));
}
