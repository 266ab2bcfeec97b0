import { defineMetric, type Metric, type MetricDescription } from './metric.ts';
import { onRegressionLoss } from './row-loss.ts';

/** What is to be said of a mean loss; the rest follows from its being one. */
export type LossDescription = Pick<MetricDescription, 'name' | 'title' | 'unit' | 'doc' | 'source'>;

/**
 * A metric of numbers that is the mean of a loss per row: 0 is perfect, and nothing bounds it above.
 *
 * @param loss Loss of one row, 0 or more; NaN where it is not defined.
 * @cost O(n)
 */
export function meanLoss(
  described: LossDescription,
  loss: (truth: number, predicted: number) => number,
): Metric {
  return defineMetric({
    ...described,
    tasks: ['regression'],
    better: 'lower',
    best: 0,
    bounds: [0, Number.POSITIVE_INFINITY],
    prepare: onRegressionLoss(described.name, loss),
  });
}
