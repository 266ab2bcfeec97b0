import { type Handler, type Operations, toMetricValue } from '@kaizenml/contracts/operations';
import type { TrackingStore } from '../tracking/store.ts';

/** Lists the metrics of a run. */
export const listMetricsOfRun =
  ({ metrics }: Pick<TrackingStore, 'metrics'>): Handler<Operations['runs']['metrics']> =>
  async ({ id, contains, minPoints, limit, after }) => {
    const { items, next } = await metrics.list(id, { contains, minPoints }, { limit, after });
    return {
      items: items.map(({ key, value, step, atMs, nPoints }) => ({
        ...{ key, value: toMetricValue(value), step, nPoints },
        at: new Date(atMs).toISOString(),
      })),
      ...(next === undefined ? {} : { next }),
    };
  };
