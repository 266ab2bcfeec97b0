import { z } from 'zod';

/** A value of a metric. JSON has no word for those that are not finite, so that they are texts. */
export const MetricValue = z.union([z.number(), z.enum(['NaN', 'Infinity', '-Infinity'])]);
export type MetricValue = z.output<typeof MetricValue>;

/** A value as JSON can say it. */
export function toMetricValue(value: number): MetricValue {
  return Number.isFinite(value) ? value : (String(value) as MetricValue);
}
