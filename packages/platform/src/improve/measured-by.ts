import type { Estimate } from '@kaizenml/contracts';
import { estimatedOf, measureOutcomes, nClassesOf } from '../monitors/index.ts';
import type { PeriodFacts } from './read-period.ts';

/** The metric by labels; undefined without any. */
export function realisedOf({ scored, performance }: PeriodFacts): Estimate | undefined {
  if (scored === undefined) return undefined;
  return measureOutcomes(performance.outcomes, {
    ...{ metric: scored.metric, nClasses: nClassesOf(scored) },
  });
}

/** The metric as it is expected before labels, with an interval of 90 %. */
export function expectedOf({ scored, performance }: PeriodFacts): Estimate | undefined {
  if (scored === undefined) return undefined;
  return estimatedOf(performance.estimated, {
    ...{ metric: scored.metric, isOfClasses: nClassesOf(scored) > 0 },
  });
}
