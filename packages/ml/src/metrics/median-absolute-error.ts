import { defineMetric } from './metric.ts';
import { asRegression } from './outcome.ts';
import { rank } from './ranking.ts';
import { regressionLosses } from './row-loss.ts';

/**
 * Median of |truth - predicted|; the mean of the two middle ones for an even number of rows.
 *
 * @cost O(n log n) once, O(n) per weighting.
 * @source Hampel (1974), "The Influence Curve and its Role in Robust Estimation", JASA 69.
 */
export const medianAbsoluteError = defineMetric({
  name: 'median_absolute_error',
  title: 'Median absolute error',
  tasks: ['regression'],
  better: 'lower',
  best: 0,
  bounds: [0, Number.POSITIVE_INFINITY],
  unit: 'target',
  doc: 'Half of the mistakes are smaller than this, in the unit of the target; rare huge mistakes do not move it.',
  source: 'Hampel (1974), "The Influence Curve and its Role in Robust Estimation".',
  prepare: (outcome) => {
    const checked = asRegression('median_absolute_error', outcome);
    const losses = regressionLosses(checked, (y, p) => Math.abs(y - p));
    const { order } = rank(losses);
    return (weights) => weightedMedian(losses, order, weights);
  },
});

function weightedMedian(values: Float64Array, order: Int32Array, weights: Float64Array): number {
  const half = weights.reduce((sum, weight) => sum + weight, 0) / 2;
  let below = 0;
  let lower = Number.NaN;
  for (let k = 0; k < order.length; k++) {
    const row = order[k];
    if (weights[row] === 0) continue;
    if (!Number.isNaN(lower)) return (lower + values[row]) / 2;
    below += weights[row];
    if (below > half) return values[row];
    if (below === half) lower = values[row];
  }
  return lower;
}
