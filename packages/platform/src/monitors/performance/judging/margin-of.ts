import { describeMetric } from '@kaizenml/ml/metrics';

const LEAST_GAIN = 0.02;
const LEAST_SHARE = 0.1;

/**
 * How much worse than in training matters, in the unit of the metric: 0.02 where more is better, since such metrics end at 1; a tenth of
 * the value in training where less is, since errors have the unit of what is answered.
 */
export function marginOf(metric: string, training: number, asked: number | undefined): number {
  if (asked !== undefined) return asked;
  return describeMetric(metric).better === 'higher' ? LEAST_GAIN : LEAST_SHARE * Math.abs(training);
}
