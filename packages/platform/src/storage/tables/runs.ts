import { AppError, asId, type RunId } from '@kaizenml/contracts';
import type { Kysely } from 'kysely';
import { loginName } from '../../kit/index.ts';
import type { RunRecord, RunStore } from '../../runs/store.ts';
import type { Schema } from '../schema.ts';
import type { TableContext } from './context.ts';
import { assertFinite } from './finite.ts';
import { toInstant } from './instants.ts';
import { type NamedRun, namedRuns, runLists, toSummary } from './run-lists.ts';
import { runLogs } from './run-logs.ts';
import { runNotFound } from './run-not-found.ts';
import { readRunParts } from './run-parts.ts';
import { processColumns } from './run-process.ts';
import { statusReader, toStored } from './run-status.ts';
import { putParams, putTags } from './run-values.ts';
import { snapshot } from './snapshot.ts';
import { experimentState, findExperiment, insertExperiment } from './tracking/index.ts';

const MIN_PREFIX = 6;
/** Follows every sign of an id. */
const LAST = '~';

/** Runs in tables. */
export function runTable(context: TableContext): RunStore {
  const { db, clock } = context;
  return {
    ...runLogs(context),
    ...runLists(context),
    start: (run) => startRun(context, run),
    async finish(id, { status, error }) {
      await db.transaction().execute(async (transaction) => {
        const { numUpdatedRows } = await transaction
          .updateTable('runs')
          .set({ status: toStored(status), ended_at: clock.now(), error: error ?? null })
          .where('id', '=', id)
          .where('status', '=', 'running')
          .executeTakeFirst();
        if (numUpdatedRows === 0n) throw await whyNotRunning(transaction, id);
      });
    },
    find: (idOrPrefix) =>
      snapshot(db, async (transaction) => {
        const row =
          (await findRow(transaction, idOrPrefix)) ??
          (await findRow(transaction, idOrPrefix.toUpperCase()));
        return row && toRecord(transaction, row);
      }),
  };
}

async function startRun(
  context: TableContext,
  { experiment, name, params, tags = {}, pid }: Parameters<RunStore['start']>[0],
): Promise<RunId> {
  const { db, clock, nextId } = context;
  for (const [param, value] of Object.entries(params)) assertFinite(`Param "${param}"`, value);
  const id = asId<RunId>(nextId());
  await db.transaction().execute(async (transaction) => {
    const startedAt = clock.now();
    await insertExperiment(transaction, { name: experiment, atMs: startedAt });
    const of = await findExperiment(transaction, experiment);
    if (of === undefined || of.lifecycle === 'deleted')
      throw experimentState(String(of?.number ?? experiment), 'active');
    const { number } = await transaction
      .insertInto('runs')
      .values({
        ...{ id, experiment: of.number, name, user_name: loginName() },
        ...{ status: 'running', lifecycle: 'active', started_at: startedAt },
        ...{ ended_at: null, deleted_at: null, error: null },
        artifact_uri: `${of.artifact_location}/${id}/artifacts`,
        ...processColumns(pid),
      })
      .returning('number')
      .executeTakeFirstOrThrow();
    await putParams(transaction, context, { run: number, params });
    await putTags(transaction, context, { run: number, tags });
  });
  return id;
}

async function findRow(db: Kysely<Schema>, idOrPrefix: string): Promise<NamedRun | undefined> {
  const exact = await namedRuns(db).where('runs.id', '=', idOrPrefix).executeTakeFirst();
  if (exact !== undefined || idOrPrefix.length < MIN_PREFIX) return exact;
  const rows = await namedRuns(db)
    .where('runs.id', '>=', idOrPrefix)
    .where('runs.id', '<', `${idOrPrefix}${LAST}`)
    .limit(2)
    .execute();
  return rows.length === 1 ? rows[0] : undefined;
}

async function toRecord(db: Kysely<Schema>, row: NamedRun): Promise<RunRecord> {
  const parts = await readRunParts(db, row.number);
  const shown = { ...row, status: statusReader()(row) };
  return { ...toSummary(shown), ...parts, error: row.error };
}

async function whyNotRunning(db: Kysely<Schema>, id: RunId): Promise<AppError> {
  const row = await db
    .selectFrom('runs')
    .select(['status', 'ended_at'])
    .where('id', '=', id)
    .executeTakeFirst();
  if (row === undefined) return runNotFound(id);
  const status = row.status === 'killed' ? 'stopped' : row.status;
  const endedAt = row.ended_at === null ? null : toInstant(row.ended_at);
  return new AppError('RUN_FINISHED', {
    message: `Run "${id}" must be running to be ended, got status "${status}" since ${endedAt}.`,
    hint: `See it with \`kaizen runs show ${id}\`.`,
    details: { id, status, endedAt },
  });
}
