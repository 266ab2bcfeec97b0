import { type FittedForecast, forecastSeries } from '@kaizenml/ml/forecast';
import { type ForecastRow, toForecastRows } from '../../models/index.ts';

/** The next steps of some series. @param places Their places in `fitted.series`. */
export function forecastRows(fitted: FittedForecast, places: readonly number[]): ForecastRow[] {
  const { horizon } = fitted.shape;
  const made = places.flatMap((place) => {
    const one = fitted.series[place];
    return one === undefined ? [] : [forecastSeries(fitted, one, { horizon, levels: [0.95] })];
  });
  return toForecastRows(fitted.shape, made);
}
