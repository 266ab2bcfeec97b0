import { meanOf } from '../fitting/mean-of.ts';
import { square } from '../fitting/square.ts';
import { movingAverage, seasonalIndices } from '../season/decompose.ts';
import type { Series } from '../series/series.ts';
import { applyPolynomial, differences } from './polynomial.ts';

/** How often a series is differenced before it is taken as stationary. */
export interface Differences {
  readonly d: number;
  readonly seasonal: number;
}

const KPSS_5_PERCENT = 0.463;
const STRONG_SEASON = 0.64;
const MOST = 2;

/**
 * How often to difference: once over the period where the season is strong, then until the KPSS test does not refuse
 * a stationary level at 5 %, at most twice.
 *
 * @source Kwiatkowski, Phillips, Schmidt & Shin (1992), Journal of Econometrics 54, 159-178; Wang, Smith & Hyndman
 * (2006), Data Mining and Knowledge Discovery 13, 335-364, for the strength, with the bound of `nsdiffs` of R.
 */
export function chooseDifferences(series: Series): Differences {
  const { values, period } = series;
  const seasonal = period > 1 && seasonalStrength(series) > STRONG_SEASON ? 1 : 0;
  let d = 0;
  let rest = applyPolynomial(differences(0, { times: seasonal, period }), values);
  while (d + seasonal < MOST && rest.length > 3 && kpss(rest) > KPSS_5_PERCENT) {
    d++;
    rest = applyPolynomial(Float64Array.of(1, -1), rest);
  }
  return { d, seasonal };
}

/**
 * The KPSS statistic of a stationary level, with a Bartlett window of trunc(3 sqrt(n) / 13) lags; 0 for constants.
 */
export function kpss(values: Float64Array): number {
  const n = values.length;
  const mean = meanOf(values);
  const lags = Math.trunc((3 * Math.sqrt(n)) / 13);
  let [path, squares, variance] = [0, 0, 0];
  for (let t = 0; t < n; t++) {
    path += values[t] - mean;
    squares += path * path;
    variance += square(values[t] - mean);
  }
  for (let k = 1; k <= lags; k++) {
    let sum = 0;
    for (let t = k; t < n; t++) sum += (values[t] - mean) * (values[t - k] - mean);
    variance += 2 * (1 - k / (lags + 1)) * sum;
  }
  return variance > 0 ? squares / (n * variance) : 0;
}

/** 1 - var(rest) / var(season + rest) of the classical decomposition, not below 0. */
function seasonalStrength({ values, period }: Series): number {
  if (values.length < 3 * period) return 0;
  const trend = movingAverage(values, period);
  const indices = seasonalIndices(values, period, 'additive');
  const left: number[] = [];
  const rest: number[] = [];
  trend.forEach((level, t) => {
    if (Number.isNaN(level)) return;
    left.push(values[t] - level);
    rest.push(values[t] - level - indices[t % period]);
  });
  const whole = variance(left);
  return whole > 0 ? Math.max(0, 1 - variance(rest) / whole) : 0;
}

function variance(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.reduce((sum, value) => sum + square(value - mean), 0) / values.length;
}
