import { type Handler, type Operations, toMetricValue } from '@kaizenml/contracts/operations';
import type { MetricPoint, TrackingStore } from '../tracking/store.ts';

type Metrics = Pick<TrackingStore, 'metrics'>;

/** Every point of a metric, page by page. */
export const historyOfMetric =
  ({ metrics }: Metrics): Handler<Operations['runs']['history']> =>
  async ({ id, key, limit, after }) => {
    const { items, next } = await metrics.history(id, key, { limit, after });
    return { items: items.map(toPoint), ...(next === undefined ? {} : { next }) };
  };

/** A metric in few points. */
export const sampleMetric =
  ({ metrics }: Metrics): Handler<Operations['runs']['sample']> =>
  async ({ id, key, points, from, to }) => {
    const sampled = await metrics.sample(id, key, {
      maxPoints: points,
      ...(from === undefined ? {} : { fromStep: from }),
      ...(to === undefined ? {} : { toStep: to }),
    });
    return { key, points: sampled.map(toPoint) };
  };

function toPoint({ value, step, atMs }: MetricPoint) {
  return { value: toMetricValue(value), step, at: new Date(atMs).toISOString() };
}
