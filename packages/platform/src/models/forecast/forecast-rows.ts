import { type ForecastShape, type SeriesForecast, sayInstant } from '@kaizenml/ml/forecast';
import { type Column, encodeText, makeTable, type Table } from '@kaizenml/ml/table';

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

/** Forecasts as rows: series by series, each in the order of time. */
export function toForecastRows(
  shape: ForecastShape,
  forecasts: readonly SeriesForecast[],
): ForecastRow[] {
  return forecasts.flatMap(({ series, instants, forecast }) => {
    const interval = forecast.intervals.find(({ level }) => level === 0.95);
    return Array.from(forecast.mean, (prediction, h) => ({
      series: shape.series === null ? null : series,
      time: sayInstant(shape, instants[h] ?? 0),
      prediction,
      low_95: interval?.lower[h] ?? null,
      high_95: interval?.upper[h] ?? null,
    }));
  });
}

/** Such rows as a table with the columns of the data: series and time under their names, then the answer. */
export function toForecastTable(shape: ForecastShape, rows: readonly ForecastRow[]): Table {
  const numbers = (name: string, of: (row: ForecastRow) => number | null): Column => ({
    name,
    kind: 'number',
    values: Float64Array.from(rows, (row) => of(row) ?? Number.NaN),
  });
  const name = shape.time?.column ?? 'row';
  const isDate = shape.time?.kind === 'date';
  return makeTable([
    ...(shape.series === null
      ? []
      : [
          encodeText(
            shape.series,
            'category',
            rows.map(({ series }) => series),
          ),
        ]),
    isDate
      ? { name, kind: 'date', values: Float64Array.from(rows, ({ time }) => Date.parse(`${time}`)) }
      : numbers(name, ({ time }) => Number(time)),
    numbers('prediction', ({ prediction }) => prediction),
    numbers('low_95', ({ low_95: low }) => low),
    numbers('high_95', ({ high_95: high }) => high),
  ]);
}
