import type { Forecast } from '../forecaster.ts';
import { normalForecast } from '../intervals/normal-forecast.ts';

/**
 * One forecast of several: step by step the median of their means, the mean of the two in the middle of an even number.
 *
 * The deviation is the mean of the members', an upper bound of that of their mean.
 *
 * @source Petropoulos & Svetunkov (2020), "A simple combination of univariate models", International Journal of
 * Forecasting 36, 110-115.
 */
export function combineForecasts(
  members: readonly Forecast[],
  levels: readonly number[],
): Forecast {
  const mean = members[0].mean.map((_, h) => medianOf(members.map((one) => one.mean[h])));
  const deviations = members.flatMap(({ deviation }) => (deviation ? [deviation] : []));
  const deviation = deviations[0]?.map(
    (_, h) => deviations.reduce((sum, each) => sum + each[h], 0) / deviations.length,
  );
  return normalForecast(mean, deviation, levels);
}

function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
}
