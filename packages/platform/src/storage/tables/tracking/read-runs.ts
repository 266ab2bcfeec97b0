import type { Kysely, Selectable } from 'kysely';
import type {
  DatasetUse,
  MetricPoint,
  TrackedRun,
  TrackedRunHead,
} from '../../../tracking/store.ts';
import type { Schema } from '../../schema.ts';
import type { RunsTable } from '../../tracking-schema.ts';
import { inChunks } from '../in-chunks.ts';
import { readSources } from './metrics/sources.ts';
import { fromColumn } from './metrics/stored-point.ts';
import { valuesBy } from './tags.ts';

export type RunRow = Selectable<RunsTable>;

/** Runs with what they logged, in the order of their rows. */
export async function readRuns(db: Kysely<Schema>, rows: readonly RunRow[]): Promise<TrackedRun[]> {
  const numbers = rows.map(({ number }) => number);
  const metrics = await readMetrics(db, numbers);
  const params = await readValues(db, 'run_params', numbers);
  const tags = await readValues(db, 'run_tags', numbers);
  const datasets = await readDatasets(db, numbers);
  const models = await readModels(db, numbers);
  return rows.map((row) => {
    const ofRun = models.get(row.number) ?? [];
    return {
      ...toHead(row),
      metrics: metrics.get(row.number) ?? [],
      params: params.get(row.number) ?? {},
      tags: tags.get(row.number) ?? {},
      datasets: datasets.get(row.number) ?? [],
      modelInputs: ofRun.filter(({ direction }) => direction === 'input').map((use) => use.modelId),
      modelOutputs: ofRun
        .filter(({ direction }) => direction === 'output')
        .map(({ modelId, step }) => ({ modelId, step })),
    };
  });
}

/** A run without what it logged. */
export function toHead(row: RunRow): TrackedRunHead {
  return {
    id: row.id,
    experimentId: String(row.experiment),
    name: row.name,
    user: row.user_name,
    status: row.status,
    startedAtMs: row.started_at,
    endedAtMs: row.ended_at,
    artifactUri: row.artifact_uri,
    lifecycle: row.lifecycle,
  };
}

async function readMetrics(
  db: Kysely<Schema>,
  runs: readonly number[],
): Promise<Map<number, MetricPoint[]>> {
  const rows = await inChunks(runs, (chunk) =>
    db
      .selectFrom('latest_metrics')
      .innerJoin('keys', 'keys.number', 'latest_metrics.key')
      .select(['run', 'keys.name', 'value', 'step', 'at', 'source'])
      .where('run', 'in', chunk)
      .orderBy('run')
      .orderBy('key')
      .execute(),
  );
  const sourceOf = await readSources(db, rows);
  const byRun = new Map<number, MetricPoint[]>();
  for (const row of rows) {
    const points = byRun.get(row.run) ?? [];
    const point = { key: row.name, value: fromColumn(row.value), atMs: row.at, step: row.step };
    points.push(row.source === null ? point : { ...point, ...sourceOf(row) });
    byRun.set(row.run, points);
  }
  return byRun;
}

async function readValues(
  db: Kysely<Schema>,
  table: 'run_params' | 'run_tags',
  runs: readonly number[],
): Promise<Map<number, Record<string, string>>> {
  const rows = await inChunks(runs, (chunk) =>
    db
      .selectFrom(`${table as 'run_tags'} as part`)
      .innerJoin('keys', 'keys.number', 'part.key')
      .select(['part.run', 'keys.name', 'part.value'])
      .where('part.run', 'in', chunk)
      .orderBy('part.run')
      .orderBy('part.key')
      .execute(),
  );
  return valuesBy(rows.map(({ run, name, value }) => ({ of: run, name, value })));
}

async function readDatasets(
  db: Kysely<Schema>,
  runs: readonly number[],
): Promise<Map<number, DatasetUse[]>> {
  const rows = await inChunks(runs, (chunk) =>
    db
      .selectFrom('run_datasets')
      .innerJoin('input_datasets', 'input_datasets.number', 'run_datasets.dataset')
      .select(['run', 'name', 'digest', 'source_type', 'source', 'schema', 'profile', 'tags'])
      .where('run', 'in', chunk)
      .orderBy('run')
      .orderBy('dataset')
      .execute(),
  );
  const uses = Map.groupBy(rows, ({ run }) => run);
  return new Map(
    [...uses].map(([run, ofRun]) => [
      run,
      ofRun.map(({ name, digest, source_type: sourceType, source, schema, profile, tags }) => ({
        ...{ name, digest, sourceType, source },
        ...(schema === null ? {} : { schema }),
        ...(profile === null ? {} : { profile }),
        tags: JSON.parse(tags) as DatasetUse['tags'],
      })),
    ]),
  );
}

async function readModels(db: Kysely<Schema>, runs: readonly number[]) {
  const rows = await inChunks(runs, (chunk) =>
    db
      .selectFrom('run_models')
      .select(['run', 'direction', 'model_id as modelId', 'step'])
      .where('run', 'in', chunk)
      .orderBy('run')
      .orderBy('step')
      .orderBy('model_id')
      .execute(),
  );
  return Map.groupBy(rows, ({ run }) => run);
}
