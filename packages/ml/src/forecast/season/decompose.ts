/** How a season acts: added to the level, or times the level. */
export type SeasonKind = 'additive' | 'multiplicative';

/**
 * Centered moving average over one period; of an even period the two ends count half.
 *
 * @returns Length n, NaN for the first and last half period.
 */
export function movingAverage(values: Float64Array, period: number): Float64Array {
  const n = values.length;
  const half = Math.floor(period / 2);
  const isEven = period % 2 === 0;
  const smooth = new Float64Array(n).fill(Number.NaN);
  for (let t = half; t < n - half; t++) {
    let sum = isEven ? (values[t - half] + values[t + half]) / 2 : values[t - half];
    if (!isEven && half > 0) sum += values[t + half];
    for (let k = 1 - half; k < half; k++) sum += values[t + k];
    smooth[t] = sum / period;
  }
  return smooth;
}

/**
 * Seasonal indices of the classical decomposition: means of what is left when the moving average is taken away.
 *
 * Index k belongs to the points t with t mod period = k. Additive indices sum to 0, multiplicative ones have mean 1.
 *
 * @param values At least two periods; above 0 where the season multiplies.
 * @source Hyndman & Athanasopoulos (2021), "Forecasting: Principles and Practice", 3rd ed., 3.4; as `decompose` of R.
 */
export function seasonalIndices(
  values: Float64Array,
  period: number,
  kind: SeasonKind,
): Float64Array {
  const trend = movingAverage(values, period);
  const sums = new Float64Array(period);
  const counts = new Float64Array(period);
  for (let t = 0; t < values.length; t++) {
    if (Number.isNaN(trend[t])) continue;
    sums[t % period] += kind === 'additive' ? values[t] - trend[t] : values[t] / trend[t];
    counts[t % period]++;
  }
  const neutral = kind === 'additive' ? 0 : 1;
  const means = sums.map((sum, k) => (counts[k] === 0 ? neutral : sum / counts[k]));
  const mean = means.reduce((sum, value) => sum + value, 0) / period;
  return means.map((value) => (kind === 'additive' ? value - mean : value / mean));
}
