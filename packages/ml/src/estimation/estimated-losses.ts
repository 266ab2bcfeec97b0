import { AppError, listNames } from '@kaizenml/contracts';
import { getMetric } from '../metrics/index.ts';

/** A metric of numbers that is a function of the mean loss per row. */
export interface EstimatedLoss {
  /** Loss of one row; NaN where it has none. */
  readonly loss: (truth: number, predicted: number) => number;
  /** From the mean loss to the metric. */
  readonly toMetric: (mean: number) => number;
}

/** Metrics that can be expected row by row: means of losses, and the root of one. */
export const ESTIMATED_LOSSES: readonly string[] = [
  ...['mae', 'rmse', 'mape', 'poisson_deviance', 'gamma_deviance'],
];
const ONE = Float64Array.of(1);

/** @throws ARGUMENT_INVALID for a metric that cannot be expected before labels. */
export function getEstimatedLoss(name: string): EstimatedLoss {
  if (!ESTIMATED_LOSSES.includes(name)) throw notEstimated(name);
  const metric = getMetric(name);
  const ofRow = (truth: number, predicted: number): number =>
    metric.compute(
      { kind: 'regression', truth: Float64Array.of(truth), predicted: Float64Array.of(predicted) },
      ONE,
    );
  return name === 'rmse'
    ? { loss: (truth, predicted) => ofRow(truth, predicted) ** 2, toMetric: Math.sqrt }
    : { loss: ofRow, toMetric: (mean) => mean };
}

function notEstimated(metric: string): AppError {
  return new AppError('ARGUMENT_INVALID', {
    message: `A metric that is estimated before labels must be one of ${listNames(ESTIMATED_LOSSES)}, got "${metric}".`,
    hint: 'Others, such as r2, depend on how truths vary, which only labels tell.',
    details: { metric, known: ESTIMATED_LOSSES },
  });
}
