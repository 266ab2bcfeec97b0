import { mean, median, type Trial } from './trial.ts';
import type { FoldResult, TrialData } from './trial-messages.ts';
import { wholeAnswers } from './whole-answers.ts';

/** What came of the folds of a candidate. */
export interface Attempted {
  readonly folds: readonly FoldResult[];
  /** Why a fold of it failed. */
  readonly failure?: string;
  /** Why it was given up, or not begun. */
  readonly refusal?: string;
  /** Milliseconds that a fold of one that was given up was allowed. */
  readonly limitMs?: number | undefined;
}

/** A candidate and what is known of it. */
export function trialOfFolds(
  candidate: Trial['candidate'],
  { folds, failure, refusal }: Attempted,
  { features, folds: splits }: Pick<TrialData, 'features' | 'folds'>,
): Trial {
  const nothing = { candidate, scores: [], fitMs: null, predictMicrosPerRow: null };
  if (failure !== undefined)
    return { ...nothing, status: 'failed', error: failure.replace(/\.$/, '') };
  if (folds.length === 0 || refusal !== undefined)
    return {
      ...nothing,
      status: 'skipped',
      error: refusal ?? 'the budget ended before its first fold',
    };
  const inOrder = [...folds].sort((a, b) => a.fold - b.fold);
  const parts = inOrder.map(({ answers: part }) => part);
  const answers = wholeAnswers(splits, parts, features.nRows);
  const counts = inOrder.flatMap(({ nParts }) => nParts ?? []);
  return {
    candidate,
    status: 'finished',
    scores: inOrder.map(({ score }) => score),
    fitMs: median(inOrder.map(({ fitMs }) => fitMs)) ?? null,
    predictMicrosPerRow: mean(inOrder.map(({ predictMicrosPerRow }) => predictMicrosPerRow)),
    ...(answers && { answers }),
    sizeBytes: mean(inOrder.map(({ sizeBytes }) => sizeBytes)),
    ...(counts.length > 0 && { nParts: Math.max(...counts) }),
  };
}
