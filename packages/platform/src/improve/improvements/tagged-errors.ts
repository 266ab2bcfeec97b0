import type { Estimate } from '@kaizenml/contracts';
import { describeMetric } from '@kaizenml/ml/metrics';
import { marginOf, measureOutcomes, nClassesOf, sayValue } from '../../monitors/index.ts';
import { gainWithout, tagShares } from '../../predictions/index.ts';
import type { FindImprovements, ImprovedEndpoint } from './improvement.ts';

/** Fewer wrong answers that were looked through say nothing of shares. */
const LEAST_LOOKED = 20;
const MOST_TAGS = 3;

/**
 * What people found to make answers wrong. The gain is the share of the error that a cause has: the most that work on it can win.
 *
 * @source Ng (2018), "Machine Learning Yearning", chapters 14 to 19.
 */
export const findTaggedErrors: FindImprovements = (of) => {
  const { endpoint, looked, settings, now } = of;
  const error = errorOf(of);
  if (looked.length < LEAST_LOOKED || error === undefined) return [];
  const { metric } = error;
  const isScored = now.scored?.metric === metric;
  const margin = marginOf(
    metric,
    now.scored?.training?.value ?? error.value,
    settings.performance.worseThanTraining,
  );
  return tagShares(looked)
    .slice(0, MOST_TAGS)
    .map(({ tag, nRows, share }) => {
      const gain = gainWithout(share, error.value);
      return {
        ...{ endpoint, kind: 'tagged-errors' as const },
        title: `Look into "${tag}": ${Math.round(100 * share.value)} % of the error.`,
        why: `Of ${looked.length} wrong answers that were looked through, ${nRows} have this cause: a share of ${sayValue(share)}. The gain is that share of the error, the most that work on it can win.`,
        gain: { ...gain, unit: metric },
        noGain: null,
        next: `kaizen predictions errors ${endpoint} --show found`,
        weight: isScored ? gain.value / margin : null,
      };
    });
};

/** What is wrong by labels: the share of wrong classes, or the mean absolute error, with the metric that gains by it. */
function errorOf({
  now: { scored, performance },
}: ImprovedEndpoint): { readonly metric: string; readonly value: number } | undefined {
  if (scored === undefined) return undefined;
  const nClasses = nClassesOf(scored);
  const metric = nClasses > 0 ? 'accuracy' : 'mae';
  const measured: Estimate | undefined = measureOutcomes(performance.outcomes, {
    metric,
    nClasses,
  });
  if (measured === undefined) return undefined;
  const isShareOfRight = describeMetric(metric).better === 'higher';
  return { metric, value: isShareOfRight ? 1 - measured.value : measured.value };
}
