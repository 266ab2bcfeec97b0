/**
 * Mean absolute scaled error: mistakes in units of the mean seasonal change within the history.
 *
 * @param scale Of `seasonalScale`; above 0.
 * @source Hyndman & Koehler (2006), "Another look at measures of forecast accuracy", International Journal of
 * Forecasting 22, 679-688.
 */
export function mase(truth: Float64Array, forecast: Float64Array, scale: number): number {
  let sum = 0;
  for (let h = 0; h < truth.length; h++) sum += Math.abs(truth[h] - forecast[h]);
  return sum / truth.length / scale;
}

/** Mean absolute change over a period within a history; 0 for constant ones and those of one period or less. */
export function seasonalScale(history: Float64Array, period: number): number {
  const lag = history.length > period ? period : 1;
  const n = history.length - lag;
  if (n < 1) return 0;
  let sum = 0;
  for (let t = lag; t < history.length; t++) sum += Math.abs(history[t] - history[t - lag]);
  return sum / n;
}
