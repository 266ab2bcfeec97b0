import { normalTail } from '@kaizenml/ml/stats';
import type { Finding } from '../../finding.ts';
import type { WindowPerformance } from '../counting/window-performance.ts';
import { errorOfMean, estimateMean, type MeanSum } from '../outcomes/mean-sum.ts';
import { Z_95 } from '../outcomes/measure-outcomes.ts';
import { sayValue } from './say-value.ts';
import { verdictOf } from './surely-worse.ts';

/** Requests that a mean needs on each side. */
const LEAST_REQUESTS = 30;
/** Share of the mean before by which another one must differ to matter. */
const LEAST_CHANGE = 0.05;

/**
 * Has what requests bring changed, per request and number: more than a twentieth of what they brought before, and surely so?
 *
 * Up or down: nobody says which is better.
 *
 * @source Welch (1947), Biometrika 34, for the error of a difference of means; rows are many enough for the normal law.
 */
export function judgeBusiness(
  { business }: Pick<WindowPerformance, 'business'>,
  past: Pick<WindowPerformance, 'business'>,
): Finding[] {
  return Object.entries(business).flatMap(([metric, now]) => {
    const before = past.business[metric];
    if (before === undefined || Math.min(now.nRows, before.nRows) < LEAST_REQUESTS) return [];
    return [judgeMean(metric, now, before)];
  });
}

function judgeMean(metric: string, now: MeanSum, before: MeanSum): Finding {
  const effect = Math.abs(now.mean - before.mean);
  const margin = LEAST_CHANGE * Math.abs(before.mean);
  const error = Math.hypot(errorOfMean(now), errorOfMean(before));
  const z = error > 0 ? (effect - margin) / error : effect > margin ? Infinity : -Infinity;
  const pValue = Math.min(1, 2 * normalTail(z));
  const verdict = verdictOf(effect > margin, pValue);
  const why = `${sayValue(estimateMean(now, Z_95))} per request, before ${sayValue(estimateMean(before, Z_95))}`;
  return {
    ...{ check: `business:${metric}`, column: metric, measure: 'welch', effect, pValue, verdict },
    why: verdict === 'calm' ? null : why,
  };
}
