import { type CutOffs, cutOffs } from '../backtest/cut-offs.ts';
import { type FoldScores, scoreFolds } from '../backtest/score-folds.ts';
import type { AnyForecaster, Forecast } from '../forecaster.ts';
import { FORECASTERS } from '../forecasters.ts';
import { calibrate, relativeMistakes } from '../intervals/calibrate.ts';
import { naive } from '../models/naive.ts';
import { assertSeries } from '../series/assert-series.ts';
import { lastPoints, type Series } from '../series/series.ts';
import { type Candidate, type Skipped, tryForecasters } from './candidates.ts';
import { combineForecasts } from './combine-forecasts.ts';
import { combinedFolds, type Ranked, rankCandidates, relativeScore } from './rank-candidates.ts';

/** What was chosen for a series, ready to forecast: plain JSON and typed arrays. */
export interface Choice {
  /** One forecaster, or several whose median is the forecast. */
  readonly members: readonly { readonly name: string; readonly state: unknown }[];
  /** Mistakes of the backtest in units of the deviation, sorted; they set the width of intervals. */
  readonly mistakes: Float64Array;
  /** Every candidate that was tried, best first; the combination has the name `combination`. */
  readonly ranking: readonly {
    readonly name: string;
    readonly score: number;
    readonly scores: FoldScores;
  }[];
  readonly skipped: readonly Skipped[];
  /** Why this was chosen, as a sentence. */
  readonly reason: string;
}

/** How to choose. */
export interface ChooseOptions {
  /** Steps to forecast. */
  readonly horizon: number;
  /** Cuts of the backtest. Default 3. */
  readonly nFolds?: number;
  /** Visits of points that all trials may take together. Default 60 million, about a second. */
  readonly budget?: number;
  /** Newest points that are learned from. Default 4000. */
  readonly maxPoints?: number;
  /** Default: all of `FORECASTERS`. `naive` is always among them. */
  readonly forecasters?: readonly AnyForecaster[];
}

/** What is done where `ChooseOptions` do not say. */
export const CHOOSE_DEFAULTS = {
  nFolds: 3,
  budget: 60_000_000,
  maxPoints: 4000,
  forecasters: FORECASTERS,
} as const;
/** Members of a combination. */
const MEMBERS = 3;
/** A single forecaster is taken before the combination where its score is below this share of it. */
const CLEARLY = 0.9;

/**
 * Chooses a forecaster for a series by backtest: the median of the three best, or one that is clearly better.
 *
 * Deterministic: no chance, and costs are counted instead of timed. A series too short for a backtest gets the naive
 * forecast.
 *
 * @throws TABLE_EMPTY, TARGET_UNUSABLE, ARGUMENT_INVALID for series that no forecaster takes.
 */
export function chooseForecaster(whole: Series, options: ChooseOptions): Choice {
  const { horizon, nFolds, budget, maxPoints, forecasters } = { ...CHOOSE_DEFAULTS, ...options };
  assertSeries(naive, whole);
  const series = lastPoints(whole, maxPoints);
  const cuts = cutOffs(series.values.length, { horizon, nFolds });
  const others = forecasters.filter(({ name }) => name !== naive.name);
  const tried = tryForecasters(series, [naive, ...others], { cuts, horizon, budget });
  return chooseAmong(series, { ...tried, cuts });
}

/** The choice among candidates whose backtests are there. @param given.candidates The first is `naive`. */
export function chooseAmong(
  series: Series,
  given: {
    readonly candidates: readonly Candidate[];
    readonly skipped: readonly Skipped[];
    readonly cuts: CutOffs;
  },
): Choice {
  const { candidates, skipped, cuts } = given;
  if (cuts.ends.length === 0) {
    const n = series.values.length;
    return {
      members: [{ name: naive.name, state: candidates[0].fit() }],
      mistakes: new Float64Array(),
      ranking: [],
      skipped,
      reason: `The series is too short for a backtest (${n} ${n === 1 ? 'point' : 'points'}): its last value goes on.`,
    };
  }
  const ranked = rankCandidates(series, candidates);
  const best = ranked.slice(0, MEMBERS).map(({ candidate }) => candidate);
  const folds = combinedFolds(best);
  const scores = scoreFolds(series, folds);
  const score = relativeScore(scores, scoreFolds(series, candidates[0].folds));
  const isSingle = best.length < 2 || ranked[0].score < CLEARLY * score;
  const chosen = isSingle ? best.slice(0, 1) : best;
  const together = { name: 'combination', score, scores };
  const singles = ranked.map((one) => ({
    name: one.candidate.name,
    score: one.score,
    scores: one.scores,
  }));
  return {
    members: chosen.map(({ name, fit }) => ({ name, state: fit() })),
    mistakes: relativeMistakes(series, combinedFolds(chosen)),
    ranking: [...singles, together].sort((a, b) => a.score - b.score),
    skipped,
    reason: reasonOf(chosen, { ranked, score, isSingle }),
  };
}

/** Forecasts by what was chosen. */
export function forecastChoice(
  { members, mistakes }: Choice,
  horizon: number,
  levels: readonly number[],
): Forecast {
  const forecasts = members.map(({ name, state }) => {
    const forecaster = FORECASTERS.find((one) => one.name === name);
    if (forecaster === undefined) throw new RangeError(`No forecaster is called ${name}.`);
    return forecaster.forecast(state, horizon, []);
  });
  return calibrate(combineForecasts(forecasts, levels), levels, mistakes);
}

function reasonOf(
  chosen: readonly Candidate[],
  {
    ranked,
    score,
    isSingle,
  }: { readonly ranked: readonly Ranked[]; readonly score: number; readonly isSingle: boolean },
): string {
  const names = chosen.map(({ name }) => name).join(', ');
  const made = (share: number) =>
    `${Math.round(100 * share)} % of the mistakes of the naive forecast`;
  if (ranked.length === 1) return `${names} is the only forecaster that this series allows.`;
  return isSingle
    ? `${names} was clearly the best in the backtest: ${made(ranked[0].score)}.`
    : `The median of ${names}, the best in the backtest, made ${made(score)}.`;
}
