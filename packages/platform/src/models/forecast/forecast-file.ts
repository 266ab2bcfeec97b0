import type { ForecastModel, SeriesForecast } from '@kaizenml/ml/forecast';
import type { Table } from '@kaizenml/ml/table';
import { readTable } from '../../datasets/index.ts';
import { toForecastRows, toForecastTable } from './forecast-rows.ts';
import { newerPoints } from './newer-points.ts';

/** Forecasts as a table, and what is to be known of them. */
export interface ForecastFileAnswer {
  readonly notes: readonly string[];
  readonly answers: Table;
}

/**
 * The next steps of every series after the history that was learned from, or after the newer rows of a file.
 *
 * @param path File with newer rows; undefined: none.
 * @throws COLUMN_UNKNOWN, TARGET_UNUSABLE, ARGUMENT_INVALID; every code of reading a table
 */
export async function forecastFile(
  model: ForecastModel,
  { path, horizon }: { readonly path: string | undefined; readonly horizon: number | undefined },
): Promise<ForecastFileAnswer> {
  const { shape } = model;
  const steps = horizon === undefined ? {} : { horizon };
  const toTable = (made: readonly SeriesForecast[]) =>
    toForecastTable(shape, toForecastRows(shape, made));
  const asked = horizon ?? shape.horizon;
  const beyond =
    asked > shape.horizon
      ? [`The forecast was tested for ${shape.horizon} steps; ${asked} were asked for.`]
      : [];
  if (path === undefined) return { notes: beyond, answers: toTable(model.forecast(steps)) };
  const { table } = await readTable(path);
  const points = newerPoints(shape, table);
  const known = new Set(model.names);
  const unseen = points.filter(({ series }) => !known.has(series)).map(({ series }) => series);
  const notes =
    unseen.length === 0
      ? []
      : [
          `${unseen.length === 1 ? `Series "${unseen[0]}" was` : `${unseen.length} series, such as "${unseen[0]}", were`} never seen in training.`,
        ];
  return {
    notes: [...beyond, ...notes],
    answers: toTable(model.forecastAfter(points, steps)),
  };
}
