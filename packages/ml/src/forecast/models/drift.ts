import { square } from '../fitting/square.ts';
import type { Forecaster } from '../forecaster.ts';
import { assertHorizon, normalForecast } from '../intervals/normal-forecast.ts';
import { assertSeries, tooShort } from '../series/assert-series.ts';

/** What the drift forecast keeps. */
export interface DriftState {
  readonly last: number;
  /** Mean change per step. */
  readonly slope: number;
  /** Standard deviation of the changes around their mean; -1 where two points cannot tell. */
  readonly deviation: number;
  readonly nPoints: number;
}

/**
 * The line from the first point through the last: a random walk whose mean change goes on.
 *
 * var_h = s^2 h (1 + h / (n - 1)); the second part is the doubt about the slope.
 *
 * @source Hyndman & Athanasopoulos (2021), "Forecasting: Principles and Practice", 3rd ed., 5.2 and 5.5.
 */
export const drift: Forecaster<DriftState> = {
  name: 'drift',
  title: 'Drift',
  source:
    'Hyndman & Athanasopoulos (2021), "Forecasting: Principles and Practice", 3rd ed., 5.2 and 5.5.',
  cost: (n) => ({ free: n, alike: n }),
  refusal: (series) => tooShort('drift', series, 2),
  fit(series) {
    assertSeries(drift, series);
    const { values } = series;
    const n = values.length;
    const slope = (values[n - 1] - values[0]) / (n - 1);
    let sum = 0;
    for (let t = 1; t < n; t++) sum += square(values[t] - values[t - 1] - slope);
    const deviation = n < 3 ? -1 : Math.sqrt(sum / (n - 2));
    return { last: values[n - 1], slope, deviation, nPoints: n };
  },
  forecast({ last, slope, deviation, nPoints }, horizon, levels) {
    assertHorizon('drift', horizon);
    const mean = Float64Array.from({ length: horizon }, (_, h) => last + slope * (h + 1));
    if (deviation < 0) return normalForecast(mean, undefined, levels);
    const spread = mean.map(
      (_, h) => deviation * Math.sqrt((h + 1) * (1 + (h + 1) / (nPoints - 1))),
    );
    return normalForecast(mean, spread, levels);
  },
};
