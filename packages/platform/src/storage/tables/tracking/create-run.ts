import type { Kysely } from 'kysely';
import type { TrackedRun, TrackedRuns } from '../../../tracking/store.ts';
import type { Schema } from '../../schema.ts';
import { claimExperiment } from './experiments.ts';
import { experimentState, runExists } from './failures.ts';
import { toHead } from './read-runs.ts';
import { putRunTags } from './tags.ts';
import type { TrackingTools } from './tools.ts';

/** Makes a run that is running. @throws EXPERIMENT_NOT_FOUND, EXPERIMENT_STATE, RUN_EXISTS */
export async function createRun(
  db: Kysely<Schema>,
  tools: TrackingTools,
  {
    experimentId,
    id = tools.nextId(),
    name,
    user,
    startedAtMs,
    tags,
    artifactUri,
  }: Parameters<TrackedRuns['create']>[0],
): Promise<TrackedRun> {
  const experiment = await claimExperiment(db, experimentId);
  if (experiment.lifecycle === 'deleted') throw experimentState(experimentId, 'active');
  const row = await db
    .insertInto('runs')
    .values({
      ...{ id, experiment: experiment.number, name, user_name: user },
      ...{ status: 'running', lifecycle: 'active', started_at: startedAtMs },
      ...{ ended_at: null, deleted_at: null, error: null },
      artifact_uri: artifactUri ?? `${experiment.artifact_location}/${id}/artifacts`,
      ...{ pid: null, host: null, process_mark: null },
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .returningAll()
    .executeTakeFirst();
  if (row === undefined) {
    const known = await db
      .selectFrom('runs')
      .select('experiment')
      .where('id', '=', id)
      .executeTakeFirst();
    throw runExists(id, String(known?.experiment));
  }
  await putRunTags(db, tools, { run: row.number, tags });
  return {
    ...toHead(row),
    ...{ metrics: [], params: {}, tags: { ...tags }, datasets: [] },
    ...{ modelInputs: [], modelOutputs: [] },
  };
}
