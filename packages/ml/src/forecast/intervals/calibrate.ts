import { normalQuantile } from '../../stats/index.ts';
import type { Fold } from '../backtest/backtest.ts';
import { truthAfter } from '../backtest/backtest.ts';
import type { Forecast } from '../forecaster.ts';
import type { Series } from '../series/series.ts';
import { around, normalForecast } from './normal-forecast.ts';

/** Mistakes of a backtest weigh as much as this many would, were they normal. */
const PRIOR = 40;

/**
 * Mistakes of a backtest in units of the deviation that was forecast, sorted, without signs.
 *
 * @source Lei, G'Sell, Rinaldo, Tibshirani & Wasserman (2018), "Distribution-free predictive inference for
 * regression", Journal of the American Statistical Association 113, 1094-1111, 5.2: locally weighted conformal scores.
 */
export function relativeMistakes(series: Series, folds: readonly Fold[]): Float64Array {
  const sizes = folds.flatMap((fold) => {
    const { mean, deviation } = fold.forecast;
    const truth = truthAfter(series, fold);
    return Array.from(truth, (value, h) =>
      deviation && deviation[h] > 0 ? Math.abs(value - mean[h]) / deviation[h] : Number.NaN,
    ).filter(Number.isFinite);
  });
  return Float64Array.from(sizes).sort();
}

/**
 * A forecast whose intervals are as wide as the mistakes of a backtest ask for, drawn to those of a normal deviate
 * where there are few.
 *
 * @param mistakes Of `relativeMistakes`.
 */
export function calibrate(
  { mean, deviation }: Forecast,
  levels: readonly number[],
  mistakes: Float64Array,
): Forecast {
  const plain = normalForecast(mean, deviation, levels);
  if (deviation === undefined) return plain;
  const intervals = levels.map((level) => {
    const normal = normalQuantile((1 + level) / 2);
    const n = mistakes.length;
    const seen = n === 0 ? normal : mistakes[Math.min(n, Math.ceil((n + 1) * level)) - 1];
    const width = (n * seen + PRIOR * normal) / (n + PRIOR);
    return around(mean, deviation, { level, width });
  });
  return { mean, deviation, intervals };
}
