import type { Kysely } from 'kysely';
import type { MetricPoint } from '../../../../tracking/store.ts';
import type { Schema } from '../../../schema.ts';
import { putModelMetrics } from '../models/put-model-metrics.ts';
import type { TrackingTools } from '../tools.ts';
import { addPoints } from './add-points.ts';
import { ensureSources } from './sources.ts';
import type { StoredPoint } from './stored-point.ts';

/** Points for a run. */
interface RunMetrics {
  readonly run: number;
  readonly metrics?: readonly MetricPoint[];
}

/** Adds points to metrics of runs that nobody else writes to meanwhile, in the order in which they are given. */
export async function logMetrics(
  db: Kysely<Schema>,
  { keys }: TrackingTools,
  logs: readonly RunMetrics[],
): Promise<void> {
  const all = logs.flatMap(({ metrics = [] }) => metrics);
  if (all.length === 0) return;
  const sourceOf = await ensureSources(db, all);
  const keyOf = await keys.ensure(db, [...new Set(all.map(({ key }) => key))]);
  const byRun = new Map<number, Map<number, StoredPoint[]>>();
  for (const { run, metrics = [] } of logs) {
    const byKey = byRun.get(run) ?? new Map<number, StoredPoint[]>();
    byRun.set(run, byKey);
    for (const point of metrics) {
      const key = keyOf(point.key);
      const points = byKey.get(key) ?? [];
      byKey.set(key, points);
      // Zero has one sign, as it has in columns.
      const value = point.value + 0;
      points.push({ value, step: point.step, at: point.atMs, source: sourceOf(point) });
    }
  }
  const added = [...byRun].flatMap(([run, byKey]) =>
    [...byKey].map(([key, points]) => ({ run, key, points: () => points })),
  );
  await addPoints(db, added);
  if (!all.some(({ modelId }) => modelId !== undefined)) return;
  for (const { run, key, points } of added)
    await putModelMetrics(
      db,
      run,
      points().map((point) => ({ ...point, key })),
    );
}
