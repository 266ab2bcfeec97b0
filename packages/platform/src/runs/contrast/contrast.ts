import { AppError } from '@kaizenml/contracts';
import type { Handler, Operations } from '@kaizenml/contracts/operations';
import type { TrackingStore } from '../../tracking/store.ts';
import { getTrackedRun } from '../tracked.ts';
import { contrastRuns } from './contrast-runs.ts';
import { toContrasted } from './contrasted-run.ts';
import { tellContrast } from './tell-contrast.ts';

/** Other runs that are asked, the newest ones. */
const MOST_OTHERS = 300;

/** Says what is known of why a run is better than another. */
export const contrastOfRuns =
  ({ runs }: Pick<TrackingStore, 'runs'>): Handler<Operations['runs']['contrast']> =>
  async ({ id, against, metric: asked }) => {
    const [run, other] = await Promise.all([getTrackedRun(runs, id), getTrackedRun(runs, against)]);
    const { items } = await runs.search(
      { experimentIds: [run.experimentId], orders: [], lifecycle: 'active' },
      { limit: MOST_OTHERS },
    );
    const two = [toContrasted(run), toContrasted(other)] as const;
    const contrast = contrastRuns(...two, { others: items.map(toContrasted), metric: asked });
    if (asked !== undefined && contrast.metric === undefined) throw metricMissing(asked);
    const { metric, differences, noise } = contrast;
    return {
      metric: metric === undefined ? null : { ...metric, better: metric.better ?? null },
      differences: differences.map(({ value, against: other, pairs, ...named }) => ({
        ...named,
        value: value ?? null,
        against: other ?? null,
        pairs: pairs ?? null,
      })),
      noise: noise ?? null,
      sentences: tellContrast(...two, contrast),
    };
  };

function metricMissing(metric: string): AppError {
  return new AppError('REQUEST_INVALID', {
    message: `metric must be one of which both runs have a finite number, got "${metric}".`,
    hint: 'See the metrics of both with `kaizen runs compare`.',
    details: { metric },
  });
}
