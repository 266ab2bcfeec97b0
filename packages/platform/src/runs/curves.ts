import { type Handler, type Operations, toMetricValue } from '@kaizenml/contracts/operations';
import type { TrackingStore } from '../tracking/store.ts';

/** Samples metrics of several runs for one picture. */
export const curvesOfRuns =
  ({ metrics }: Pick<TrackingStore, 'metrics'>): Handler<Operations['runs']['curves']> =>
  async ({ runs, keys, points: maxPoints }) => {
    const wanted = [...new Set(runs)].flatMap((run) =>
      [...new Set(keys)].map((key) => ({ run, key })),
    );
    const curves = await Promise.all(
      wanted.map(async ({ run, key }) => {
        const points = await metrics.sample(run, key, { maxPoints });
        return {
          ...{ run, key },
          steps: points.map(({ step }) => step),
          atMs: points.map(({ atMs }) => atMs),
          values: points.map(({ value }) => toMetricValue(value)),
        };
      }),
    );
    return { curves: curves.filter(({ steps }) => steps.length > 0) };
  };
