import type { Kysely } from 'kysely';
import { instant } from '../../../kit/index.ts';
import type { PurgeReason, Trash } from '../../../tracking/store.ts';
import type { Schema } from '../../schema.ts';
import { recordChange } from '../record-change.ts';
import { claimExperiment, toNumber } from './experiments.ts';
import { experimentState, loggedModelNotFound } from './failures.ts';
import type { TrackingTools } from './tools.ts';

const ANYBODY: PurgeReason = { by: 'person' };

/** What was deleted and is still there, on a connection that is in a transaction. */
export function trash(db: Kysely<Schema>, { clock }: TrackingTools): Trash {
  const record = (
    action: 'logged-model.purge' | 'experiment.purge',
    { name, from, reason }: { name: string; from: object; reason: PurgeReason },
  ) => {
    const { by, who, why, gone } = reason;
    const change = { action, name, by, who, why, from: { ...from, ...gone } };
    return recordChange(db, { at: instant(clock), change });
  };
  return {
    list: (choice) => list(db, choice),
    async modelsOf(runId) {
      const rows = await db
        .selectFrom('logged_models')
        .select(['id', 'name', 'artifact_uri'])
        .where('source_run_id', '=', runId)
        .orderBy('number')
        .execute();
      return rows.map(({ id, name, artifact_uri: artifactUri }) => ({ id, name, artifactUri }));
    },
    async purgeModel(id, reason = ANYBODY) {
      const row = await db
        .deleteFrom('logged_models')
        .where('id', '=', id)
        .returning('name')
        .executeTakeFirst();
      if (row === undefined) throw loggedModelNotFound(id);
      await record('logged-model.purge', { name: id, from: row, reason });
    },
    async purgeExperiment(id, reason = ANYBODY) {
      const { number, name, lifecycle } = await claimExperiment(db, id);
      if (lifecycle !== 'deleted') throw experimentState(id, 'deleted');
      for (const table of ['runs', 'logged_models'] as const) {
        const query = db.selectFrom(table).select('number').where('experiment', '=', number);
        const held = await query.limit(1).executeTakeFirst();
        if (held !== undefined) return false;
      }
      for (const table of ['experiment_tags', 'input_datasets'] as const)
        await db.deleteFrom(table).where('experiment', '=', number).execute();
      await db.deleteFrom('experiments').where('number', '=', number).execute();
      await record('experiment.purge', { name, from: { id }, reason });
      return true;
    },
  };
}

async function list(
  db: Kysely<Schema>,
  { beforeMs, experimentId, limit }: Parameters<Trash['list']>[0],
): ReturnType<Trash['list']> {
  const number = experimentId === undefined ? undefined : (toNumber(experimentId) ?? -1);
  const inExperiment = number === undefined ? [] : [number];
  const runs = await db
    .selectFrom('runs')
    .select(['id', 'name', 'experiment', 'artifact_uri as artifactUri', 'deleted_at'])
    .where('lifecycle', '=', 'deleted')
    .where('deleted_at', '<', beforeMs)
    .$if(number !== undefined, (query) => query.where('experiment', 'in', inExperiment))
    .orderBy('number')
    .limit(limit)
    .execute();
  const models = await db
    .selectFrom('logged_models')
    .select(['id', 'name', 'experiment', 'artifact_uri as artifactUri', 'deleted_at'])
    .where(({ eb, or, selectFrom }) =>
      or([
        eb('deleted_at', '<', beforeMs),
        eb(
          'experiment',
          'in',
          selectFrom('experiments')
            .select('number')
            .where('lifecycle', '=', 'deleted')
            .where('deleted_at', '<', beforeMs),
        ),
      ]),
    )
    .$if(number !== undefined, (query) => query.where('experiment', 'in', inExperiment))
    .orderBy('number')
    .limit(limit)
    .execute();
  const experiments = await db
    .selectFrom('experiments')
    .select(['number', 'name'])
    .where('lifecycle', '=', 'deleted')
    .where('deleted_at', '<', beforeMs)
    .where('number', '!=', 0)
    .$if(number !== undefined, (query) => query.where('number', 'in', inExperiment))
    .orderBy('number')
    .limit(limit)
    .execute();
  const toDeleted = <Row extends { experiment: number; deleted_at: number | null }>({
    experiment,
    deleted_at: deletedAt,
    ...row
  }: Row) => ({ ...row, experimentId: String(experiment), deletedAtMs: deletedAt ?? 0 });
  return {
    runs: runs.map(toDeleted),
    models: models.map(toDeleted),
    experiments: experiments.map(({ number: of, name }) => ({ id: String(of), name })),
  };
}
