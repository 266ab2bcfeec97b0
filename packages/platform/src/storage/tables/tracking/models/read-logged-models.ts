import type { Kysely, Selectable } from 'kysely';
import type { LoggedModel } from '../../../../tracking/store.ts';
import type { Schema } from '../../../schema.ts';
import type { LoggedModelsTable } from '../../../tracking-schema.ts';
import { inChunks } from '../../in-chunks.ts';
import { fromColumn } from '../metrics/stored-point.ts';

export type LoggedModelRow = Selectable<LoggedModelsTable>;

/** Logged models with their metrics, in the order of their rows. */
export async function readLoggedModels(
  db: Kysely<Schema>,
  rows: readonly LoggedModelRow[],
): Promise<LoggedModel[]> {
  const ids = rows.map(({ id }) => id);
  const points = await inChunks(ids, (chunk) =>
    db
      .selectFrom('metric_sources as source')
      .innerJoin('logged_model_metrics as point', 'point.source', 'source.number')
      .innerJoin('keys', 'keys.number', 'point.key')
      .innerJoin('runs', 'runs.number', 'point.run')
      .select(['source.model_id', 'source.dataset_name', 'source.dataset_digest'])
      .select(['keys.name as key', 'runs.id as runId', 'point.value', 'point.step', 'point.at'])
      .where('source.model_id', 'in', chunk)
      .orderBy('runs.number')
      .orderBy('keys.number')
      .orderBy('source.number')
      .execute(),
  );
  const byModel = Map.groupBy(points, ({ model_id: id }) => id);
  return rows.map((row) => ({
    ...toFields(row),
    metrics: (byModel.get(row.id) ?? []).map(({ key, value, step, at, runId, ...source }) => ({
      ...{ key, value: fromColumn(value), step, atMs: at, runId, modelId: row.id },
      ...(source.dataset_name === '' && source.dataset_digest === ''
        ? {}
        : { dataset: { name: source.dataset_name, digest: source.dataset_digest } }),
    })),
  }));
}

function toFields(row: LoggedModelRow): Omit<LoggedModel, 'metrics'> {
  return {
    id: row.id,
    experimentId: String(row.experiment),
    name: row.name,
    artifactUri: row.artifact_uri,
    createdAtMs: row.created_at,
    changedAtMs: row.changed_at,
    status: row.status,
    type: row.type,
    sourceRunId: row.source_run_id,
    tags: JSON.parse(row.tags) as LoggedModel['tags'],
    params: JSON.parse(row.params) as LoggedModel['params'],
  };
}
