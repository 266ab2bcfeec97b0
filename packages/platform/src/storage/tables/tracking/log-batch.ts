import type { Kysely } from 'kysely';
import type { MetricPoint, RunBatch } from '../../../tracking/store.ts';
import type { Schema } from '../../schema.ts';
import { claimRun } from './claim-run.ts';
import { addPoints } from './metrics/add-points.ts';
import { ensureSources } from './metrics/sources.ts';
import type { StoredPoint } from './metrics/stored-point.ts';
import { putModelMetrics } from './models/put-model-metrics.ts';
import { setParams } from './params.ts';
import { putRunTags } from './tags.ts';
import type { TrackingTools } from './tools.ts';

/** Logs metrics, params and tags to a run. @throws RUN_NOT_FOUND, RUN_STATE, PARAM_CHANGED */
export async function logBatch(
  db: Kysely<Schema>,
  tools: TrackingTools,
  {
    id,
    batch: { metrics = [], params = {}, tags = {} },
  }: { readonly id: string; readonly batch: RunBatch },
): Promise<void> {
  const { number: run } = await claimRun(db, id);
  await setParams(db, tools, { run, id, params });
  if (Object.keys(tags).length > 0) await putRunTags(db, tools, { run, tags });
  if (metrics.length > 0) await logMetrics(db, tools, { run, metrics });
}

async function logMetrics(
  db: Kysely<Schema>,
  { keys }: TrackingTools,
  { run, metrics }: { readonly run: number; readonly metrics: readonly MetricPoint[] },
): Promise<void> {
  const sourceOf = await ensureSources(db, metrics);
  const byName = new Map<string, StoredPoint[]>();
  for (const point of metrics) {
    const stored = {
      // Zero has one sign, as it has in columns.
      value: point.value + 0,
      step: point.step,
      at: point.atMs,
      source: sourceOf(point),
    };
    const known = byName.get(point.key);
    if (known === undefined) byName.set(point.key, [stored]);
    else known.push(stored);
  }
  const keyOf = await keys.ensure(db, [...byName.keys()]);
  const additions = [...byName].map(([name, points]) => ({
    key: keyOf(name),
    points: () => points,
  }));
  await addPoints(db, run, additions);
  if (metrics.some(({ modelId }) => modelId !== undefined))
    await putModelMetrics(
      db,
      run,
      [...byName].flatMap(([name, points]) =>
        points.map((point) => ({ ...point, key: keyOf(name) })),
      ),
    );
}
