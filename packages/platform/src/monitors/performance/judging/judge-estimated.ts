import type { Estimate } from '@kaizenml/contracts';
import { describeMetric } from '@kaizenml/ml/metrics';
import type { Finding } from '../../finding.ts';
import { nClassesOf } from '../counting/scored-version.ts';
import type { EstimatedPerformance } from '../counting/window-performance.ts';
import { Z_95 } from '../outcomes/measure-outcomes.ts';
import type { JudgedSpan } from './judged-span.ts';
import { marginOf } from './margin-of.ts';
import { sayValue } from './say-value.ts';
import { surelyWorse } from './surely-worse.ts';

/** z of an interval that holds 90 of 100, as those of estimates do. */
const Z_90 = 1.6448536269514722;

/**
 * Judges what is expected of answers before labels: surely worse than in training?
 *
 * Worse means rows that are harder than those of the training; that the same rows end otherwise now is not seen.
 */
export function judgeEstimated(
  { version, performance, settings }: JudgedSpan,
  reference: Estimate | undefined,
): Finding[] {
  const estimated = estimatedOf(performance.estimated, {
    metric: version.metric,
    isOfClasses: nClassesOf(version) > 0,
  });
  if (estimated === undefined || reference === undefined) return [];
  const { metric } = version;
  const margin = marginOf(metric, reference.value, settings.performance.worseThanTraining);
  const { better } = describeMetric(metric);
  const worse = surelyWorse(
    { ...estimated, z: Z_90 },
    { ...reference, z: Z_95 },
    { better, margin },
  );
  const why = `${sayValue(estimated)} is expected, in training ${sayValue(reference)}`;
  return [
    {
      ...{ check: 'estimated', column: metric, measure: 'training', effect: worse.by },
      ...{ pValue: worse.pValue, verdict: worse.verdict },
      why: worse.verdict === 'calm' ? null : why,
    },
  ];
}

/**
 * The estimates of several windows together: their mean by rows. Of classes windows err independently of each other, so the interval
 * becomes narrower; of numbers they share the error of one loss model, and it does not.
 *
 * @returns Undefined where nothing was estimated of this metric.
 */
export function estimatedOf(
  estimates: readonly EstimatedPerformance[],
  { metric, isOfClasses }: { readonly metric: string; readonly isOfClasses: boolean },
): Estimate | undefined {
  const found = estimates.filter((one) => one.metric === metric);
  const nRows = found.reduce((sum, one) => sum + one.nRows, 0);
  if (nRows === 0) return undefined;
  const mean = (of: (one: EstimatedPerformance) => number) =>
    found.reduce((sum, one) => sum + (one.nRows / nRows) * of(one), 0);
  const value = mean((one) => one.value);
  if (found.some(({ low, high }) => low === null || high === null))
    return { value, low: null, high: null };
  const together = (distance: (one: EstimatedPerformance) => number) =>
    isOfClasses
      ? Math.sqrt(found.reduce((sum, one) => sum + ((one.nRows / nRows) * distance(one)) ** 2, 0))
      : mean(distance);
  return {
    value,
    low: value - together((one) => one.value - (one.low ?? one.value)),
    high: value + together((one) => (one.high ?? one.value) - one.value),
  };
}
