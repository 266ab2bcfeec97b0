import { defineMetric } from './metric.ts';
import { asClassification } from './outcome.ts';
import { weightedMean } from './row-loss.ts';

/**
 * Mean negative log-likelihood of the true class: -mean ln p(truth).
 *
 * Probabilities are clipped to [e, 1 - e], e = 2^-52, so that one certain mistake costs 36 nats and not infinity.
 *
 * @cost O(n)
 * @source Good (1952), "Rational Decisions", JRSS B 14, 107-114.
 */
export const logLoss = defineMetric({
  name: 'log_loss',
  title: 'Log loss',
  tasks: ['binary', 'multiclass'],
  better: 'lower',
  best: 0,
  bounds: [0, Number.POSITIVE_INFINITY],
  unit: 'nats',
  doc: 'How surprised the model is by the truth on average; confident mistakes cost most, 0 is perfect.',
  source: 'Good (1952), "Rational Decisions", Journal of the Royal Statistical Society B 14.',
  prepare: (outcome) => {
    const { truth, probabilities, nClasses } = asClassification('log_loss', outcome);
    const losses = new Float64Array(truth.length);
    for (let i = 0; i < losses.length; i++) {
      const p = probabilities[i * nClasses + truth[i]];
      losses[i] = -Math.log(Math.min(1 - Number.EPSILON, Math.max(Number.EPSILON, p)));
    }
    return (weights) => weightedMean(losses, weights);
  },
});
