export {
  type FittedForecast,
  type FittedMember,
  type FittedSeries,
  type ForecastShape,
  keptMembers,
} from './artifact/fitted-forecast.ts';
export type { ForecastAbout, ForecastManifest } from './artifact/forecast-manifest.ts';
export {
  asLearned,
  forecastSeries,
  type NewerPoints,
  type SeriesForecast,
} from './artifact/forecast-series.ts';
export {
  type ForecastModel,
  type ForecastRequest,
  loadForecast,
  openForecast,
} from './artifact/open-forecast.ts';
export { type PackedForecast, packForecast } from './artifact/pack-forecast.ts';
export {
  type Backtest,
  type BacktestOptions,
  backtest,
  type Fold,
  truthAfter,
} from './backtest/backtest.ts';
export { type CutOffOptions, type CutOffs, cutOffs } from './backtest/cut-offs.ts';
export { type FoldScores, scoreFolds } from './backtest/score-folds.ts';
export {
  type Choice,
  type ChooseOptions,
  chooseForecaster,
  forecastChoice,
} from './choose/choose-forecaster.ts';
export { chooseForecasters } from './choose/choose-forecasters.ts';
export { combineForecasts } from './choose/combine-forecasts.ts';
export type {
  AnyForecaster,
  FitOptions,
  Forecast,
  Forecaster,
  Interval,
} from './forecaster.ts';
export { FORECASTERS } from './forecasters.ts';
export { calibrate, relativeMistakes } from './intervals/calibrate.ts';
export { type FitLagsOptions, fitLags, type LagsState } from './lags/fit-lags.ts';
export { type ArimaState, arima } from './models/arima.ts';
export { type BoostedLagsState, boostedLags, forecastPool } from './models/boosted-lags.ts';
export { type CombState, comb } from './models/comb.ts';
export { type DriftState, drift } from './models/drift.ts';
export { ets } from './models/ets.ts';
export { type NaiveState, naive } from './models/naive.ts';
export { type SeasonalNaiveState, seasonalNaive } from './models/seasonal-naive.ts';
export { type ThetaState, theta } from './models/theta.ts';
export {
  coverage,
  intervalScore,
  pinball,
  weightedIntervalScore,
} from './scores/interval-score.ts';
export { mase, seasonalScale } from './scores/mase.ts';
export { type AccuracyMeans, owa } from './scores/owa.ts';
export { type PairedMistakes, pairedForecastGain } from './scores/paired-forecasts.ts';
export { rmsse } from './scores/rmsse.ts';
export { smape } from './scores/smape.ts';
export { isSeasonal } from './season/is-seasonal.ts';
export { type Frequency, gridOf } from './series/frequency.ts';
export { inferFrequency, periodsOf } from './series/infer-frequency.ts';
export { inferPeriod } from './series/infer-period.ts';
export { nameFrequency, parseFrequency } from './series/name-frequency.ts';
export {
  type Points,
  type RegularOptions,
  type RegularSeries,
  regularSeries,
} from './series/regular-series.ts';
export type { Series } from './series/series.ts';
export type { EtsForm } from './smoothing/ets-form.ts';
export type { EtsState } from './smoothing/fit-ets.ts';
export {
  LEVELS,
  type MadeForecasts,
  type MadeSeries,
  makeForecasts,
  type UnseenScores,
} from './table/make-forecasts.ts';
export {
  type ForecastAsked,
  type ForecastPlan,
  type PlannedSeries,
  planForecast,
} from './table/plan-forecast.ts';
export { sayInstant } from './table/say-instant.ts';
export { type MethodScore, scoreMethods, scoreUnseen } from './table/score-forecasts.ts';
export { type PointColumns, type TablePoints, tablePoints } from './table/table-points.ts';
