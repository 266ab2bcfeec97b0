import { square } from '../fitting/square.ts';
import type { Forecaster } from '../forecaster.ts';
import { assertHorizon, normalForecast } from '../intervals/normal-forecast.ts';
import { assertSeries } from '../series/assert-series.ts';

/** What the naive forecast keeps. */
export interface NaiveState {
  readonly last: number;
  /** Standard deviation of one-step mistakes; -1 where one point cannot tell. */
  readonly deviation: number;
}

/**
 * The last value, for ever: what a random walk allows to be said.
 *
 * The deviation grows with the square root of the step. One point is enough for a forecast, two for intervals.
 *
 * @source Hyndman & Athanasopoulos (2021), "Forecasting: Principles and Practice", 3rd ed., 5.2.
 */
export const naive: Forecaster<NaiveState> = {
  name: 'naive',
  title: 'Naive',
  source: 'Hyndman & Athanasopoulos (2021), "Forecasting: Principles and Practice", 3rd ed., 5.2.',
  cost: (n) => ({ free: n, alike: n }),
  refusal: () => undefined,
  fit(series) {
    assertSeries(naive, series);
    const { values } = series;
    return { last: values[values.length - 1], deviation: deviationAtLag(values, 1) };
  },
  forecast({ last, deviation }, horizon, levels) {
    assertHorizon('naive', horizon);
    const mean = new Float64Array(horizon).fill(last);
    if (deviation < 0) return normalForecast(mean, undefined, levels);
    return normalForecast(
      mean,
      mean.map((_, h) => deviation * Math.sqrt(h + 1)),
      levels,
    );
  },
};

/** Root mean square of the changes over a lag; -1 where there is none. */
export function deviationAtLag(values: Float64Array, lag: number): number {
  const n = values.length - lag;
  if (n < 1) return -1;
  let sum = 0;
  for (let t = lag; t < values.length; t++) sum += square(values[t] - values[t - lag]);
  return Math.sqrt(sum / n);
}
