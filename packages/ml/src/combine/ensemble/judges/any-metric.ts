import { type Metric, type Outcome, signOf } from '../../../metrics/index.ts';
import type { Judge } from './judge.ts';

/** Any metric, of a blend that is written out. @cost As one value of the metric per member. */
export function anyMetricJudge(metric: Metric, outcome: Outcome): Judge {
  const sign = signOf(metric);
  const answers =
    outcome.kind === 'regression' ? outcome.predicted.length : outcome.probabilities.length;
  const blend = new Float64Array(answers);
  const blended: Outcome =
    outcome.kind === 'regression'
      ? { ...outcome, predicted: blend }
      : { ...outcome, probabilities: blend };
  return {
    read: (each) => each,
    at: (sum, size) => ({
      score(added) {
        for (let i = 0; i < blend.length; i++) blend[i] = (sum[i] + added[i]) / size;
        const score = sign * metric.compute(blended);
        return Number.isNaN(score) ? Number.NEGATIVE_INFINITY : score;
      },
    }),
  };
}
