import type { Kysely, Selectable } from 'kysely';
import type {
  DatasetUse,
  MetricPoint,
  TrackedRun,
  TrackedRunHead,
} from '../../../tracking/store.ts';
import { isSqlite } from '../../is-sqlite.ts';
import type { Schema } from '../../schema.ts';
import type { RunsTable } from '../../tracking-schema.ts';
import { inChunks } from '../in-chunks.ts';
import type { KeyNumbers } from './key-numbers.ts';
import { readSources } from './metrics/sources.ts';
import { fromColumn } from './metrics/stored-point.ts';
import { valuesBy } from './tags.ts';

/** Runs whose metrics are read from SQLite at once. */
const RUNS_AT_ONCE = 100;

export type RunRow = Selectable<RunsTable>;

/** Columns of a run that those who track runs are told. */
export const HEAD_COLUMNS = [
  ...(['number', 'id', 'experiment', 'name', 'user_name'] as const),
  ...(['status', 'lifecycle', 'started_at', 'ended_at', 'artifact_uri'] as const),
] as const;

export type RunHeadRow = Pick<RunRow, (typeof HEAD_COLUMNS)[number]>;

/** Runs with what they logged, in the order of their rows. */
export async function readRuns(
  db: Kysely<Schema>,
  keys: KeyNumbers,
  rows: readonly RunHeadRow[],
): Promise<TrackedRun[]> {
  const numbers = rows.map(({ number }) => number);
  const metrics = await readMetrics(db, keys, numbers);
  const params = await readValues(db, keys, { table: 'run_params', runs: numbers });
  const tags = await readValues(db, keys, { table: 'run_tags', runs: numbers });
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
export function toHead(row: RunHeadRow): TrackedRunHead {
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

/** Points by run. Rows are made points of some runs after the other, so that those of many are not there beside each other. */
async function readMetrics(
  db: Kysely<Schema>,
  keys: KeyNumbers,
  runs: readonly number[],
): Promise<Map<number, MetricPoint[]>> {
  const byRun = new Map<number, MetricPoint[]>();
  const most = isSqlite(db) ? RUNS_AT_ONCE : runs.length;
  for (let from = 0; from < runs.length; from += most) {
    const rows = await readLatest(db, runs.slice(from, from + most));
    const sourceOf = await readSources(db, rows);
    const nameOf = await keys.names(db, new Set(rows.map(({ key }) => key)));
    for (const row of rows) {
      const points = byRun.get(row.run) ?? [];
      if (points.length === 0) byRun.set(row.run, points);
      const { key, value, at: atMs, step } = row;
      const point = { key: nameOf(key), value: fromColumn(value), atMs, step };
      points.push(row.source === null ? point : { ...point, ...sourceOf(row) });
    }
  }
  return byRun;
}

async function readLatest(db: Kysely<Schema>, runs: readonly number[]) {
  return inChunks(runs, (chunk) =>
    db
      .selectFrom('latest_metrics')
      .select(['run', 'key', 'value', 'step', 'at', 'source'])
      .where('run', 'in', chunk)
      .orderBy('run')
      .orderBy('key')
      .execute(),
  );
}

async function readValues(
  db: Kysely<Schema>,
  keys: KeyNumbers,
  { table, runs }: { readonly table: 'run_params' | 'run_tags'; readonly runs: readonly number[] },
): Promise<Map<number, Record<string, string>>> {
  const rows = await inChunks(runs, (chunk) =>
    db
      .selectFrom(table as 'run_tags')
      .select(['run', 'key', 'value'])
      .where('run', 'in', chunk)
      .orderBy('run')
      .orderBy('key')
      .execute(),
  );
  const nameOf = await keys.names(db, new Set(rows.map(({ key }) => key)));
  return valuesBy(rows.map(({ run, key, value }) => ({ of: run, name: nameOf(key), value })));
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
