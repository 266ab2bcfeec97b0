import { impulseResponse } from '../arima/autocovariances.ts';
import { chooseDifferences, type Differences } from '../arima/choose-differences.ts';
import { type ArmaFit, fitArma } from '../arima/fit-arma.ts';
import { applyPolynomial, differences, multiply } from '../arima/polynomial.ts';
import { searchOrders } from '../arima/search-orders.ts';
import type { Forecaster } from '../forecaster.ts';
import { assertHorizon, normalForecast } from '../intervals/normal-forecast.ts';
import { assertSeries, tooShort } from '../series/assert-series.ts';
import type { Series } from '../series/series.ts';

/** What ARIMA keeps. */
export interface ArimaState {
  readonly differences: Differences;
  /** 1 where the model has no season. */
  readonly period: number;
  readonly model: Omit<ArmaFit, 'aicc'>;
  /** The last points: as many as differencing and autoregression look back. */
  readonly tail: Float64Array;
}

/** Longest season with factors of its own: a step of the exact likelihood costs the square of it. */
const MAX_PERIOD = 24;

/**
 * Autoregression and moving average of the differenced series, with seasonal factors, the orders by stepwise AICc.
 *
 * Exact likelihood by the innovations algorithm; a mean where the series is differenced at most once, which is a drift
 * where it is differenced.
 *
 * @cost Up to 40 fits of about 50 walks over the series; a fit after `like` is one.
 * @source Hyndman & Khandakar (2008), "Automatic Time Series Forecasting", Journal of Statistical Software 27(3);
 * Brockwell & Davis (1991), "Time Series: Theory and Methods", 2nd ed.
 */
export const arima: Forecaster<ArimaState> = {
  name: 'arima',
  title: 'ARIMA',
  source:
    'Hyndman & Khandakar (2008), "Automatic Time Series Forecasting", Journal of Statistical Software 27(3).',
  cost: (n) => ({ free: 1000 * n, alike: 70 * n }),
  refusal: (series) => tooShort('arima', series, 6),
  fit(series, { like } = {}) {
    assertSeries(arima, series);
    return like === undefined ? fitFreely(series) : fitLike(series, like as ArimaState);
  },
  forecast(state, horizon, levels) {
    assertHorizon('arima', horizon);
    const { period, model, tail } = state;
    const difference = differenceOf(state.differences, period);
    const stationary = applyPolynomial(difference, tail).map((value) => value - model.mean);
    const ahead = continued(model.ar, stationary, model.pending, horizon);
    const mean = continued(
      difference,
      tail,
      ahead.map((value) => value + model.mean),
      horizon,
    );
    const effects = impulseResponse(multiply(model.ar, difference), model.ma, horizon);
    let sum = 0;
    const deviation = effects.map((effect) => {
      sum += effect * effect;
      return Math.sqrt(model.variance * sum);
    });
    return normalForecast(mean, deviation, levels);
  },
};

const CONSTANT = { p: 0, q: 0, sp: 0, sq: 0, hasMean: true } as const;

function fitFreely(series: Series): ArimaState {
  const { values } = series;
  const hasSeason = series.period <= MAX_PERIOD && values.length >= 2 * series.period + 4;
  const period = hasSeason ? series.period : 1;
  const chosen = chooseDifferences({ values, period });
  const rest = applyPolynomial(differenceOf(chosen, period), values);
  const mayHaveMean = chosen.d + chosen.seasonal < 2;
  const isConstant = rest.every((value) => value === rest[0]);
  const model = isConstant ? undefined : searchOrders({ values: rest, period, mayHaveMean });
  const order = { ...CONSTANT, hasMean: mayHaveMean };
  return stateOf(
    series,
    { differences: chosen, period },
    model ?? modelOf(rest, order, { period }),
  );
}

function fitLike(series: Series, like: ArimaState): ArimaState {
  const rest = applyPolynomial(differenceOf(like.differences, like.period), series.values);
  const { order, partials } = like.model;
  const model = fitArma(rest, order, { period: like.period, near: partials, enough: 1e-6 });
  return model === undefined ? fitFreely(series) : stateOf(series, like, model);
}

function modelOf(...args: Parameters<typeof fitArma>): ArmaFit {
  const model = fitArma(...args);
  if (model === undefined) throw new RangeError('A mean fits any numbers.');
  return model;
}

function stateOf(
  { values }: Series,
  { differences: chosen, period }: Pick<ArimaState, 'differences' | 'period'>,
  { aicc: _, ...model }: ArmaFit,
): ArimaState {
  const back = differenceOf(chosen, period).length - 1 + model.ar.length - 1;
  const tail = values.slice(Math.max(0, values.length - back));
  return { differences: chosen, period, model, tail };
}

function differenceOf({ d, seasonal }: Differences, period: number): Float64Array {
  return differences(d, { times: seasonal, period });
}

/** The next values of a series whose polynomial gives `mistakes`, 0 where they end. */
function continued(
  polynomial: Float64Array,
  before: Float64Array,
  mistakes: Float64Array,
  horizon: number,
): Float64Array {
  const n = before.length;
  const path = new Float64Array(n + horizon);
  path.set(before);
  for (let t = n; t < path.length; t++) {
    let value = t - n < mistakes.length ? mistakes[t - n] : 0;
    for (let k = 1; k < polynomial.length && k <= t; k++) value -= polynomial[k] * path[t - k];
    path[t] = value;
  }
  return path.slice(n);
}
