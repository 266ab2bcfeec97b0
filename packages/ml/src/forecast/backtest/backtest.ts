import type { AnyForecaster, Forecast } from '../forecaster.ts';
import { firstPoints, type Series } from '../series/series.ts';
import type { CutOffs } from './cut-offs.ts';

/** What a forecaster said at one cut. */
export interface Fold {
  /** Number of points that it knew. */
  readonly end: number;
  readonly forecast: Forecast;
}

/** The forecasts of a backtest. */
export interface Backtest {
  /** One per cut. */
  readonly folds: readonly Fold[];
  /** The state whose form was kept; undefined where it was chosen at each cut, or there was none. */
  readonly like: unknown;
}

/** How to backtest. */
export interface BacktestOptions {
  readonly cuts: CutOffs;
  /** Default none. */
  readonly levels?: readonly number[];
  /** Chooses the form at every cut anew, instead of at the first one only. Default false. */
  readonly chooseAlways?: boolean;
}

/**
 * Forecasts the end of a history from each cut.
 *
 * The form of a model (components, orders) is chosen at the first cut, which sees least, and its numbers are estimated
 * at each: nothing that is judged was seen.
 *
 * @throws What the forecaster throws where the first cut leaves it too few points.
 */
export function backtest(
  forecaster: AnyForecaster,
  series: Series,
  { cuts: { horizon, ends }, levels = [], chooseAlways = false }: BacktestOptions,
): Backtest {
  let like: unknown;
  const folds = ends.map((end) => {
    const options = { horizon, ...(like !== undefined && { like }) };
    const state: unknown = forecaster.fit(firstPoints(series, end), options);
    if (!chooseAlways) like ??= state;
    return { end, forecast: forecaster.forecast(state, horizon, levels) };
  });
  return { folds, like };
}

/** What came after a cut. */
export function truthAfter({ values }: Series, { end, forecast }: Fold): Float64Array {
  return values.subarray(end, end + forecast.mean.length);
}
