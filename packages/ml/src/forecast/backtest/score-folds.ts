import { deviationAtLag } from '../models/naive.ts';
import { coverage, weightedIntervalScore } from '../scores/interval-score.ts';
import { mase, seasonalScale } from '../scores/mase.ts';
import { rmsse } from '../scores/rmsse.ts';
import { smape } from '../scores/smape.ts';
import type { Series } from '../series/series.ts';
import { type Fold, truthAfter } from './backtest.ts';

/** How good the forecasts of a backtest were, the mean over its cuts. */
export interface FoldScores {
  readonly smape: number;
  /** Mean absolute error, in the unit of the series. */
  readonly mae: number;
  /** Absent where the history before a cut never changed. */
  readonly mase?: number;
  readonly rmsse?: number;
  /** In the unit of the series; absent without intervals. */
  readonly weightedIntervalScore?: number;
  /** Share of the truth within each interval, by level. */
  readonly coverage: readonly { readonly level: number; readonly share: number }[];
}

/** @param folds One or more. */
export function scoreFolds(series: Series, folds: readonly Fold[]): FoldScores {
  const mean = (score: (fold: Fold, truth: Float64Array) => number): number =>
    folds.reduce((sum, fold) => sum + score(fold, truthAfter(series, fold)), 0) / folds.length;
  const before = ({ end }: Fold) => series.values.subarray(0, end);
  const isScaled = folds.every((fold) => seasonalScale(before(fold), series.period) > 0);
  const { intervals } = folds[0].forecast;
  return {
    smape: mean(({ forecast }, truth) => smape(truth, forecast.mean)),
    mae: mean(({ forecast }, truth) => mase(truth, forecast.mean, 1)),
    ...(isScaled && {
      mase: mean((fold, truth) =>
        mase(truth, fold.forecast.mean, seasonalScale(before(fold), series.period)),
      ),
      rmsse: mean((fold, truth) =>
        rmsse(truth, fold.forecast.mean, deviationAtLag(before(fold), lagOf(series, fold))),
      ),
    }),
    ...(intervals.length > 0 && {
      weightedIntervalScore: mean(({ forecast }, truth) =>
        weightedIntervalScore(truth, forecast.mean, forecast.intervals),
      ),
    }),
    coverage: intervals.map(({ level }, k) => ({
      level,
      share: mean(({ forecast }, truth) => coverage(truth, forecast.intervals[k])),
    })),
  };
}

function lagOf({ period }: Series, { end }: Fold): number {
  return end > period ? period : 1;
}
