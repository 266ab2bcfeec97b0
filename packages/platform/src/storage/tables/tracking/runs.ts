import type { Kysely } from 'kysely';
import type { Lifecycle, TrackedRun, TrackedRuns } from '../../../tracking/store.ts';
import type { Schema } from '../../schema.ts';
import { claimAnyRun, claimRun } from './claim-run.ts';
import { createRuns } from './create-runs.ts';
import { toNumber } from './experiments.ts';
import { experimentsOf } from './experiments-of.ts';
import { runState } from './failures.ts';
import { groupRuns } from './group-runs.ts';
import { addDatasets, addModels } from './inputs.ts';
import { logBatches } from './log-batches.ts';
import { givenOf } from './outcome.ts';
import { purgeRun } from './purge-run.ts';
import { type RunRow, readRuns, toHead } from './read-runs.ts';
import { searchRuns } from './search-runs.ts';
import type { TrackingTools } from './tools.ts';

const MAX_SUMMARIES = 1000;

/** Runs, on a connection that is in a transaction. */
export function trackedRuns(db: Kysely<Schema>, tools: TrackingTools): TrackedRuns {
  return {
    create: async (run) => givenOf((await createRuns(db, tools, [run]))[0]),
    async find(id) {
      const row = await db.selectFrom('runs').selectAll().where('id', '=', id).executeTakeFirst();
      return row && ((await readRuns(db, tools.keys, [row]))[0] as TrackedRun);
    },
    experimentsOf: (ids) => experimentsOf(db, 'runs', ids),
    async update(id, { status, endedAtMs, name }) {
      const { number } = await claimRun(db, id);
      const columns: Partial<RunRow> = {
        ...(status === undefined ? {} : { status }),
        ...(endedAtMs === undefined ? {} : { ended_at: endedAtMs }),
        ...(name === undefined ? {} : { name }),
      };
      const row =
        Object.keys(columns).length > 0
          ? await db
              .updateTable('runs')
              .set(columns)
              .where('number', '=', number)
              .returningAll()
              .executeTakeFirstOrThrow()
          : await db
              .selectFrom('runs')
              .selectAll()
              .where('number', '=', number)
              .executeTakeFirstOrThrow();
      return toHead(row);
    },
    log: async (id, batch) => givenOf((await logBatches(db, tools, [{ id, batch }]))[0]),
    async logInputs(id, { datasets = [], models = [] }) {
      const run = await claimRun(db, id);
      await addDatasets(db, run, datasets);
      const uses = models.map((modelId) => ({ modelId, step: 0 }));
      await addModels(db, run, { direction: 'input', models: uses });
    },
    async logOutputs(id, models) {
      await addModels(db, await claimRun(db, id), { direction: 'output', models });
    },
    setLifecycle: (id, lifecycle) => setLifecycle(db, tools, { id, lifecycle }),
    purge: (id, reason) => purgeRun(db, tools, { id, ...(reason && { reason }) }),
    async search(search, page) {
      const { items, ...next } = await searchRuns(db, search, page);
      return { items: await readRuns(db, tools.keys, items), ...next };
    },
    group: (search, page) => groupRuns(db, search, page),
    datasetsOf: (experimentIds) => readSummaries(db, experimentIds),
  };
}

async function setLifecycle(
  db: Kysely<Schema>,
  { clock }: TrackingTools,
  { id, lifecycle }: { readonly id: string; readonly lifecycle: Lifecycle },
): Promise<void> {
  const run = await claimAnyRun(db, id);
  if (run.lifecycle === lifecycle)
    throw runState(id, lifecycle === 'active' ? 'deleted' : 'active');
  await db
    .updateTable('runs')
    .set({ lifecycle, deleted_at: lifecycle === 'deleted' ? clock.now() : null })
    .where('number', '=', run.number)
    .execute();
}

async function readSummaries(
  db: Kysely<Schema>,
  experimentIds: readonly string[],
): ReturnType<TrackedRuns['datasetsOf']> {
  const numbers = experimentIds.map(toNumber).filter((number) => number !== undefined);
  if (numbers.length === 0) return [];
  const rows = await db
    .selectFrom('input_datasets')
    .innerJoin('run_datasets', 'run_datasets.dataset', 'input_datasets.number')
    .select(['experiment', 'name', 'digest', 'context'])
    .distinct()
    .where('experiment', 'in', numbers)
    .orderBy('experiment')
    .orderBy('name')
    .orderBy('digest')
    .orderBy('context')
    .limit(MAX_SUMMARIES)
    .execute();
  return rows.map(({ experiment, ...summary }) => ({
    experimentId: String(experiment),
    ...summary,
  }));
}
