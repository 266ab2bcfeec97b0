import { meanOf } from '../fitting/mean-of.ts';
import { square } from '../fitting/square.ts';
import type { Series } from '../series/series.ts';

/** Two-sided 90 %. */
const CRITICAL = 1.645;

/**
 * Whether a series repeats after its period: its autocorrelation there is beyond the 90 % bound of one whose
 * autocorrelation ends before (Bartlett's formula). Less than three periods cannot tell.
 *
 * @source Makridakis, Spiliotis & Assimakopoulos (2020), "The M4 Competition", International Journal of Forecasting
 * 36, 54-74: the test before Naive2, Theta and Comb.
 */
export function isSeasonal({ values, period }: Series): boolean {
  if (period < 2 || values.length < 3 * period) return false;
  const correlations = autocorrelations(values, period);
  let squares = 0;
  for (let k = 1; k < period; k++) squares += square(correlations[k]);
  const bound = CRITICAL * Math.sqrt((1 + 2 * squares) / values.length);
  return Math.abs(correlations[period]) > bound;
}

/** Autocorrelations at lags 0 to `most`; all 0 but the first for a constant series. */
export function autocorrelations(values: Float64Array, most: number): Float64Array {
  const n = values.length;
  const mean = meanOf(values);
  const result = new Float64Array(most + 1);
  for (let k = 0; k <= most; k++) {
    let sum = 0;
    for (let t = k; t < n; t++) sum += (values[t] - mean) * (values[t - k] - mean);
    result[k] = sum;
  }
  const whole = result[0];
  return result.map((sum, k) => (whole > 0 ? sum / whole : k === 0 ? 1 : 0));
}
