import type { Fold } from '../backtest/backtest.ts';
import { type FoldScores, scoreFolds } from '../backtest/score-folds.ts';
import type { Series } from '../series/series.ts';
import type { Candidate } from './candidates.ts';
import { combineForecasts } from './combine-forecasts.ts';

/** A candidate with its scores. */
export interface Ranked {
  readonly candidate: Candidate;
  readonly scores: FoldScores;
  /** Mean of sMAPE and MAE relative to the naive forecast; below 1 is better. */
  readonly score: number;
}

/** Best first; of equals the simpler one, which comes first in `candidates`. @param candidates The first is `naive`. */
export function rankCandidates(
  series: Series,
  candidates: readonly Candidate[],
): readonly Ranked[] {
  const [reference] = candidates;
  const naive = scoreFolds(series, reference.folds);
  return candidates
    .map((candidate) => {
      const scores = scoreFolds(series, candidate.folds);
      return { candidate, scores, score: relativeScore(scores, naive) };
    })
    .sort((a, b) => a.score - b.score);
}

/** The mean of sMAPE and MAE relative to those of a reference. */
export function relativeScore(scores: FoldScores, reference: FoldScores): number {
  return (ratio(scores.smape, reference.smape) + ratio(scores.mae, reference.mae)) / 2;
}

/** The folds of several candidates as one. */
export function combinedFolds(candidates: readonly Candidate[]): readonly Fold[] {
  return candidates[0].folds.map(({ end }, fold) => ({
    end,
    forecast: combineForecasts(
      candidates.map((one) => one.folds[fold].forecast),
      [],
    ),
  }));
}

/** As many times the mistakes of the reference as are told apart. */
const MOST_TIMES = 1e9;

/** Mistakes over those of the reference; 1 where neither made any. */
function ratio(mistakes: number, reference: number): number {
  return mistakes === reference ? 1 : Math.min(MOST_TIMES, mistakes / reference);
}
