import type { Forecast, Forecaster } from '../forecaster.ts';
import { assertHorizon, normalForecast } from '../intervals/normal-forecast.ts';
import { fitLags, type LagsState } from '../lags/fit-lags.ts';
import { forecastLags } from '../lags/forecast-lags.ts';
import { lagView, meanChange } from '../lags/lag-view.ts';
import { assertSeries, tooShort } from '../series/assert-series.ts';
import { lastPoints, type Series } from '../series/series.ts';

/** What boosted lags keep of one series. */
export interface BoostedLagsState {
  readonly model: LagsState;
  /** The last points, as many as the columns look back. */
  readonly tail: Series;
}

const HORIZON = 12;
/** Points that the columns look back, besides two seasons. */
const LOOK_BACK = 64;

/**
 * Boosted trees over lags, of one series: `fitLags` for a list of one.
 *
 * After `like` the sizes of mistakes are taken as they were, which halves the cost.
 *
 * Many series are learned better together: `fitLags` and `forecastPool`.
 *
 * @source As `fitLags`.
 */
export const boostedLags: Forecaster<BoostedLagsState> = {
  name: 'boosted-lags',
  title: 'Boosted lags',
  source:
    'Montero-Manso & Hyndman (2021), International Journal of Forecasting 37, 1632-1653; Ben Taieb, Bontempi, Atiya & Sorjamaa (2012), Expert Systems with Applications 39, 7067-7083.',
  cost(n) {
    const visits = 6_000_000 + 12_000 * Math.min(n, 1000);
    return { free: visits, alike: visits / 2 };
  },
  refusal(series) {
    const isConstant = series.values.every((value) => value === series.values[0]);
    if (isConstant) return 'boosted-lags must get a series that changes, got a constant one.';
    return tooShort('boosted-lags', series, Math.max(30, 2 * series.period + 6));
  },
  fit(series, { horizon = Math.max(HORIZON, Math.min(series.period, 24)), like } = {}) {
    assertSeries(boostedLags, series);
    const known = (like as BoostedLagsState | undefined)?.model;
    const deviations = known?.horizon === horizon ? known.deviations : undefined;
    const model = fitLags([series], {
      horizon,
      maxRows: 12_000,
      ...(deviations && { deviations }),
    });
    if (model === undefined) throw new RangeError('30 points that change give rows to learn from.');
    return { model, tail: tailOf(series) };
  },
  forecast({ model, tail }, horizon, levels) {
    assertHorizon('boosted-lags', horizon);
    return forecastPool(model, [tail], { horizon, levels })[0];
  },
};

/** As much of a series as a forecast of boosted lags reads; a copy. */
export function tailOf(series: Series): Series {
  const { values, instants, period } = lastPoints(series, LOOK_BACK + 3 * series.period);
  return { values: values.slice(), period, ...(instants && { instants: instants.slice() }) };
}

/** Steps and intervals to forecast. */
export interface PoolForecastOptions {
  readonly horizon: number;
  readonly levels: readonly number[];
}

/** Forecasts series, seen in the fit or not, by one model of many. */
export function forecastPool(
  model: LagsState,
  list: readonly Series[],
  { horizon, levels }: PoolForecastOptions,
): readonly Forecast[] {
  const means = forecastLags(model, list, horizon);
  return means.map((mean, i) => {
    const scale = meanChange(lagView(list[i]), list[i].values.length - 1);
    const { deviations } = model;
    const deviation = mean.map((_, h) => {
      const last = deviations[Math.min(h, deviations.length - 1)];
      const beyond = Math.sqrt(Math.max(1, (h + 1) / deviations.length));
      return scale * last * beyond;
    });
    return normalForecast(mean, deviation, levels);
  });
}
