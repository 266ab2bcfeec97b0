import { square } from '../fitting/square.ts';

/**
 * Root mean squared scaled error: mistakes in units of the root mean square of the seasonal changes of the history.
 *
 * @param scale Of `deviationAtLag(history, period)`; above 0.
 * @source Makridakis, Spiliotis & Assimakopoulos (2022), "The M5 competition", International Journal of Forecasting
 * 38, 1325-1336.
 */
export function rmsse(truth: Float64Array, forecast: Float64Array, scale: number): number {
  let sum = 0;
  for (let h = 0; h < truth.length; h++) sum += square(truth[h] - forecast[h]);
  return Math.sqrt(sum / truth.length) / scale;
}
