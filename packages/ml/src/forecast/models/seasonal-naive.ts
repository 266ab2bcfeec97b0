import type { Forecaster } from '../forecaster.ts';
import { assertHorizon, normalForecast } from '../intervals/normal-forecast.ts';
import { assertSeries, tooShort } from '../series/assert-series.ts';
import { deviationAtLag } from './naive.ts';

/** What the seasonal naive forecast keeps. */
export interface SeasonalNaiveState {
  /** The last season, oldest first. */
  readonly season: Float64Array;
  /** Standard deviation of the change between seasons; -1 where one season cannot tell. */
  readonly deviation: number;
}

/**
 * The last season again: each step gets the last value of its place in the season.
 *
 * @source Hyndman & Athanasopoulos (2021), "Forecasting: Principles and Practice", 3rd ed., 5.2.
 */
export const seasonalNaive: Forecaster<SeasonalNaiveState> = {
  name: 'seasonal-naive',
  title: 'Seasonal naive',
  source: 'Hyndman & Athanasopoulos (2021), "Forecasting: Principles and Practice", 3rd ed., 5.2.',
  cost: (n) => ({ free: n, alike: n }),
  refusal(series) {
    if (series.period === 1) return 'seasonal-naive must get a period above 1, got 1.';
    return tooShort('seasonal-naive', series, series.period);
  },
  fit(series) {
    assertSeries(seasonalNaive, series);
    const { values, period } = series;
    return {
      season: values.slice(values.length - period),
      deviation: deviationAtLag(values, period),
    };
  },
  forecast({ season, deviation }, horizon, levels) {
    assertHorizon('seasonal-naive', horizon);
    const m = season.length;
    const mean = Float64Array.from({ length: horizon }, (_, h) => season[h % m]);
    if (deviation < 0) return normalForecast(mean, undefined, levels);
    const spread = mean.map((_, h) => deviation * Math.sqrt(Math.floor(h / m) + 1));
    return normalForecast(mean, spread, levels);
  },
};
