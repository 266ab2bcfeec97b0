import { type FittedForecast, forecastSeries, sayInstant } from '@kaizenml/ml/forecast';

/** One step of one series. */
export interface ForecastRow {
  /** Null where there is one series. */
  readonly series: string | null;
  /** ISO 8601 of a date; a year, a number, or the number of the row from 1. */
  readonly time: string | number;
  readonly prediction: number;
  /** Ends of the 95 % interval; null where a series is too short for one. */
  readonly low_95: number | null;
  readonly high_95: number | null;
}

/** The next steps of some series. @param places Their places in `fitted.series`. */
export function forecastRows(fitted: FittedForecast, places: readonly number[]): ForecastRow[] {
  const { shape } = fitted;
  return places.flatMap((place) => {
    const one = fitted.series[place];
    if (one === undefined) return [];
    const { series, instants, forecast } = forecastSeries(fitted, one, {
      horizon: shape.horizon,
      levels: [0.95],
    });
    const [interval] = forecast.intervals;
    return Array.from(forecast.mean, (prediction, h) => ({
      series: shape.series === null ? null : series,
      time: sayInstant(shape, instants[h] ?? 0),
      prediction,
      low_95: interval?.lower[h] ?? null,
      high_95: interval?.upper[h] ?? null,
    }));
  });
}
