/**
 * Symmetric mean absolute percentage error, 0 to 200: the mean of 200 |y - f| / (|y| + |f|). A step where both are 0
 * counts 0.
 *
 * @source Makridakis (1993), International Journal of Forecasting 9, 527-529; as in the M4 competition.
 */
export function smape(truth: Float64Array, forecast: Float64Array): number {
  let sum = 0;
  for (let h = 0; h < truth.length; h++) {
    const size = Math.abs(truth[h]) + Math.abs(forecast[h]);
    if (size > 0) sum += (200 * Math.abs(truth[h] - forecast[h])) / size;
  }
  return sum / truth.length;
}
