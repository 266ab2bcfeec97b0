import type { Insertable, Kysely } from 'kysely';
import type { TrackedRun, TrackedRuns } from '../../../tracking/store.ts';
import type { Schema } from '../../schema.ts';
import type { RunsTable } from '../../tracking-schema.ts';
import { inChunks } from '../in-chunks.ts';
import { type ExperimentRow, holdExperiments } from './experiments.ts';
import { experimentNotFound, experimentState, runExists } from './failures.ts';
import type { Outcome } from './outcome.ts';
import { type RunRow, toHead } from './read-runs.ts';
import { putRunTags } from './tags.ts';
import type { TrackingTools } from './tools.ts';

/** A run as it is asked for. */
export type NewRun = Parameters<TrackedRuns['create']>[0];

/** A run that is asked for, with its id. */
interface NamedRun {
  readonly id: string;
  readonly run: NewRun;
}

/**
 * Makes runs that are running, as if one came after the other.
 *
 * @returns Of each what came of it; it may be refused with EXPERIMENT_NOT_FOUND, EXPERIMENT_STATE or RUN_EXISTS.
 * @cost As many queries as for one.
 */
export async function createRuns(
  db: Kysely<Schema>,
  tools: TrackingTools,
  wanted: readonly NewRun[],
): Promise<readonly Outcome<TrackedRun>[]> {
  const named = wanted.map((run) => ({ id: run.id ?? tools.nextId(), run }));
  const experiments = await holdExperiments(
    db,
    wanted.map(({ experimentId }) => experimentId),
  );
  const asked = new Map<string, { readonly one: NamedRun; readonly row: Insertable<RunsTable> }>();
  for (const one of named) {
    const experiment = experiments.get(one.run.experimentId);
    if (experiment?.lifecycle === 'active' && !asked.has(one.id))
      asked.set(one.id, { one, row: toRow(one, experiment) });
  }
  const rows = await insertRuns(
    db,
    [...asked.values()].map(({ row }) => row),
  );
  const made = new Map(rows.map((row) => [row.id, row]));
  await putRunTags(
    db,
    tools,
    [...made.values()].map(({ id, number }) => ({
      run: number,
      tags: asked.get(id)?.one.run.tags,
    })),
  );
  const isMade = (one: NamedRun) => made.has(one.id) && asked.get(one.id)?.one === one;
  const taken = await readExperimentsOf(
    db,
    named.filter((one) => !isMade(one)).map(({ id }) => id),
  );
  return named.map((one) => {
    const { experimentId, tags } = one.run;
    const experiment = experiments.get(experimentId);
    const row = made.get(one.id);
    if (experiment === undefined) return { refused: experimentNotFound(experimentId) };
    if (experiment.lifecycle === 'deleted')
      return { refused: experimentState(experimentId, 'active') };
    if (row === undefined || !isMade(one))
      return { refused: runExists(one.id, String(taken.get(one.id))) };
    return { given: toNewRun(row, tags) };
  });
}

function toRow(
  { id, run: { name, user, startedAtMs, artifactUri } }: NamedRun,
  experiment: ExperimentRow,
): Insertable<RunsTable> {
  return {
    ...{ id, experiment: experiment.number, name, user_name: user },
    ...{ status: 'running', lifecycle: 'active', started_at: startedAtMs },
    ...{ ended_at: null, deleted_at: null, error: null },
    artifact_uri: artifactUri ?? `${experiment.artifact_location}/${id}/artifacts`,
    ...{ pid: null, host: null, process_mark: null },
  };
}

/** Adds the runs whose ids nobody has. */
async function insertRuns(
  db: Kysely<Schema>,
  rows: readonly Insertable<RunsTable>[],
): Promise<RunRow[]> {
  return inChunks(rows, (chunk) =>
    db
      .insertInto('runs')
      .values(chunk)
      .onConflict((conflict) => conflict.column('id').doNothing())
      .returningAll()
      .execute(),
  );
}

/** Numbers of the experiments of runs, by the ids of these. */
async function readExperimentsOf(
  db: Kysely<Schema>,
  ids: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const rows = await inChunks(ids, (chunk) =>
    db.selectFrom('runs').select(['id', 'experiment']).where('id', 'in', chunk).execute(),
  );
  return new Map(rows.map(({ id, experiment }) => [id, experiment]));
}

function toNewRun(row: RunRow, tags: NewRun['tags']): TrackedRun {
  return {
    ...toHead(row),
    ...{ metrics: [], params: {}, tags: { ...tags } },
    ...{ datasets: [], modelInputs: [], modelOutputs: [] },
  };
}
