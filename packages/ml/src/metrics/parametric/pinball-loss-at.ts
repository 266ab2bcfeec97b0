import { AppError } from '@kaizenml/contracts';
import { meanLoss } from '../mean-loss.ts';
import type { Metric } from '../metric.ts';

/**
 * Mean pinball loss at a level: level * (truth - predicted) above the prediction, (1 - level) * (predicted - truth) below it.
 *
 * Its best constant is the quantile of that level; at one half it is half the mean absolute error.
 *
 * @param level Share of rows that shall lie below the prediction, between 0 and 1, both excluded.
 * @throws ARGUMENT_INVALID for another level.
 * @cost O(n)
 * @source Koenker & Bassett (1978), "Regression Quantiles", Econometrica 46, 33-50.
 */
export function pinballLossAt(level: number): Metric {
  if (!(level > 0 && level < 1)) {
    throw new AppError('ARGUMENT_INVALID', {
      message: `The level of pinball_loss must be between 0 and 1, got ${level}.`,
      hint: 'Give the share of rows that shall lie below the prediction, such as 0.9.',
      details: { level },
    });
  }
  return meanLoss(
    {
      name: `pinball_loss@${level}`,
      title: `Pinball loss at ${level}`,
      unit: 'target',
      doc: 'How far a predicted quantile misses, mistakes on its rarer side counting more.',
      source: 'Koenker & Bassett (1978), "Regression Quantiles", Econometrica 46, 33-50.',
    },
    (y, p) => pinballOf(level, y, p),
  );
}

/** What one row costs: `level` per unit that the truth lies above the quantile, 1 - `level` per unit below it. */
export function pinballOf(level: number, truth: number, quantile: number): number {
  return truth > quantile ? level * (truth - quantile) : (1 - level) * (quantile - truth);
}
