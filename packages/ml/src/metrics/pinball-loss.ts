import { defineMetric } from './metric.ts';
import { asQuantiles } from './outcome.ts';
import { pinballOf } from './parametric/index.ts';
import { weightedMean } from './row-loss.ts';

/**
 * Mean pinball loss over all answered quantiles and rows; half the mean absolute error where there is but a number per row.
 *
 * Averaged over many levels it approaches half the continuous ranked probability score.
 *
 * @cost O(n levels)
 * @source Koenker & Bassett (1978), "Regression Quantiles", Econometrica 46, 33-50; Gneiting & Raftery (2007), JASA 102, 359-378.
 */
export const pinballLoss = defineMetric({
  name: 'pinball_loss',
  title: 'Pinball loss',
  tasks: ['regression'],
  better: 'lower',
  best: 0,
  bounds: [0, Number.POSITIVE_INFINITY],
  unit: 'target',
  doc: 'How far predicted quantiles miss, a miss on the rarer side counting more; 0 is perfect.',
  source: 'Koenker & Bassett (1978), "Regression Quantiles", Econometrica 46, 33-50.',
  prepare(outcome) {
    const { truth, levels, values } = asQuantiles('pinball_loss', outcome);
    const k = levels.length;
    const losses = truth.map((y, i) => {
      let sum = 0;
      for (let q = 0; q < k; q++) sum += pinballOf(levels[q], y, values[i * k + q]);
      return sum / k;
    });
    return (weights) => weightedMean(losses, weights);
  },
});
