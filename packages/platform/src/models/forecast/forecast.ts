import type { Handler, Operations } from '@kaizenml/contracts/operations';
import type { ForecastModel } from '@kaizenml/ml/forecast';
import type { OpenedCache } from '../model-cache.ts';
import type { ModelResolver } from '../resolver.ts';
import { toForecastRows } from './forecast-rows.ts';
import { newerPointsOfRows } from './newer-points.ts';

/** The next steps of the series of a forecast. */
export const forecastModel =
  (
    resolver: ModelResolver,
    forecasts: OpenedCache<ForecastModel>,
  ): Handler<Operations['models']['forecast']> =>
  async ({ name, horizon, series, rows }) => {
    const { name: model, version, artifact } = await resolver.resolve(name);
    const opened = await forecasts.get(artifact);
    const { shape } = opened;
    const steps = horizon === undefined ? {} : { horizon };
    const wanted = series && new Set(series);
    const made =
      rows === undefined
        ? opened.forecast({ ...steps, ...(series && { series }) })
        : opened.forecastAfter(
            newerPointsOfRows(shape, rows).filter((own) => wanted?.has(own.series) !== false),
            steps,
          );
    return { model, version, forecasts: toForecastRows(shape, made) };
  };
