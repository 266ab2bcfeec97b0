import { AppError, asId, type RunId } from '@kaizenml/contracts';
import type { Kysely } from 'kysely';
import { instant } from '../../kit/index.ts';
import type { RunRecord, RunStore } from '../../runs/store.ts';
import type { RunsTable, Schema } from '../schema.ts';
import type { TableContext } from './context.ts';
import { ensureExperiment } from './experiments.ts';
import { assertFinite } from './finite.ts';
import { runLists, toSummary } from './run-lists.ts';
import { putValues, runLogs, runNotFound } from './run-logs.ts';
import { readRunParts } from './run-parts.ts';
import { processColumns, statusReader } from './run-process.ts';
import { snapshot } from './snapshot.ts';

const MIN_PREFIX = 6;
const ID_LENGTH = 26;

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
          .set({ status, ended_at: instant(clock), error: error ?? null })
          .where('id', '=', id)
          .where('status', '=', 'running')
          .executeTakeFirst();
        if (numUpdatedRows === 0n) throw await whyNotRunning(transaction, id);
      });
    },
    find: (idOrPrefix) =>
      snapshot(db, async (transaction) => {
        const row = await findRow(transaction, idOrPrefix.toUpperCase());
        return row && toRecord(transaction, row);
      }),
  };
}

async function startRun(
  { db, clock, nextId }: TableContext,
  { experiment, name, params, tags = {}, pid }: Parameters<RunStore['start']>[0],
): Promise<RunId> {
  for (const [param, value] of Object.entries(params)) assertFinite(`Param "${param}"`, value);
  const id = asId<RunId>(nextId());
  const startedAt = instant(clock);
  await db.transaction().execute(async (transaction) => {
    await ensureExperiment(transaction, experiment, startedAt);
    await transaction
      .updateTable('experiments')
      .set(({ eb }) => ({ n_runs: eb('n_runs', '+', 1), last_run_at: startedAt }))
      .where('name', '=', experiment)
      .execute();
    await transaction
      .insertInto('runs')
      .values({
        id,
        experiment,
        name,
        status: 'running',
        started_at: startedAt,
        ended_at: null,
        ...processColumns(pid),
        error: null,
      })
      .execute();
    await putValues(transaction, 'run_params', id, params, nextId);
    await putValues(transaction, 'run_tags', id, tags, nextId);
  });
  return id;
}

async function findRow(db: Kysely<Schema>, idOrPrefix: string): Promise<RunsTable | undefined> {
  if (idOrPrefix.length < MIN_PREFIX || idOrPrefix.length > ID_LENGTH) return undefined;
  const rows = await db
    .selectFrom('runs')
    .selectAll()
    .where('id', '>=', idOrPrefix)
    .where('id', '<=', idOrPrefix.padEnd(ID_LENGTH, 'Z'))
    .limit(2)
    .execute();
  return rows.length === 1 ? rows[0] : undefined;
}

async function toRecord(db: Kysely<Schema>, row: RunsTable): Promise<RunRecord> {
  const parts = await readRunParts(db, row.id);
  const shown = { ...row, status: statusReader()(row) };
  return { ...toSummary(shown), ...parts, error: row.error };
}

async function whyNotRunning(db: Kysely<Schema>, id: RunId): Promise<AppError> {
  const row = await db.selectFrom('runs').selectAll().where('id', '=', id).executeTakeFirst();
  if (row === undefined) return runNotFound(id);
  return new AppError('RUN_FINISHED', {
    message: `Run "${id}" must be running to be ended, got status "${row.status}" since ${row.ended_at}.`,
    hint: `See it with \`kaizen runs show ${id}\`.`,
    details: { id, status: row.status, endedAt: row.ended_at },
  });
}
