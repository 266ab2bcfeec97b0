import type { Kysely } from 'kysely';
import type { JobRunRecord, JobRunStatus, JobStore } from '../../jobs/store.ts';
import { instant } from '../../kit/index.ts';
import type { JobRunsTable, Schema } from '../schema.ts';
import type { TableContext } from './context.ts';
import { goneReader, processColumns } from './run-process.ts';

/**
 * Begins a run, unless a living process works on the job or the file was dealt with as it is. Both are asked and
 * written in one transaction, so that of two schedulers one begins.
 */
export async function beginJobRun(
  { db, clock, nextId }: TableContext,
  { job, trigger, file, again, pid }: Parameters<JobStore['begin']>[0],
): Promise<JobRunRecord | 'busy' | 'known'> {
  return await db.transaction().execute(async (transaction) => {
    await lockJob(transaction, job);
    if (await isJobBusy(transaction, job)) return 'busy';
    if (!again && (await isDealtWith(transaction, job, file))) return 'known';
    const row = await transaction
      .insertInto('job_runs')
      .values({
        id: nextId(),
        job,
        trigger,
        status: 'running',
        started_at: instant(clock),
        ended_at: null,
        ...processColumns(pid),
        path: file.path,
        stamp: file.stamp,
        version: null,
        n_rows: null,
        n_errors: 0,
        n_warnings: 0,
        message: null,
      })
      .returningAll()
      .executeTakeFirstOrThrow();
    return toRecord(row);
  });
}

/** Ends a run and, unless it failed, remembers its file. */
export async function finishJobRun(
  { db, clock }: TableContext,
  id: string,
  { status, version, nRows, nErrors, nWarnings, message }: Parameters<JobStore['finish']>[1],
): Promise<JobRunRecord> {
  return await db.transaction().execute(async (transaction) => {
    const row = await transaction
      .updateTable('job_runs')
      .set({
        status,
        ended_at: instant(clock),
        version,
        n_rows: nRows,
        n_errors: nErrors,
        n_warnings: nWarnings,
        message,
      })
      .where('id', '=', id)
      .returningAll()
      .executeTakeFirstOrThrow();
    if (status !== 'failed') await remember(transaction, row);
    return toRecord(row);
  });
}

/** Whether a living process works on a job. */
export async function isJobBusy(db: Kysely<Schema>, job: string): Promise<boolean> {
  const rows = await db
    .selectFrom('job_runs')
    .selectAll()
    .where('job', '=', job)
    .where('status', '=', 'running')
    .execute();
  const isGone = goneReader();
  return rows.some((row) => !isGone(row));
}

/** The runs of a job, newest first. */
export async function listJobRuns(
  db: Kysely<Schema>,
  job: string,
  limit: number,
): Promise<readonly JobRunRecord[]> {
  const rows = await db
    .selectFrom('job_runs')
    .selectAll()
    .where('job', '=', job)
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
  return rows.map(toRecord);
}

/** Takes the row of a job for the rest of the transaction. */
export async function lockJob(transaction: Kysely<Schema>, job: string): Promise<void> {
  await transaction
    .updateTable('jobs')
    .set(({ ref }) => ({ is_paused: ref('is_paused') }))
    .where('name', '=', job)
    .execute();
}

async function isDealtWith(
  transaction: Kysely<Schema>,
  job: string,
  { path, stamp }: { readonly path: string; readonly stamp: string },
): Promise<boolean> {
  const row = await transaction
    .selectFrom('job_files')
    .select('stamp')
    .where('job', '=', job)
    .where('path', '=', path)
    .executeTakeFirst();
  return row?.stamp === stamp;
}

async function remember(
  transaction: Kysely<Schema>,
  { job, path, stamp }: JobRunsTable,
): Promise<void> {
  await transaction
    .insertInto('job_files')
    .values({ job, path, stamp })
    .onConflict((conflict) => conflict.columns(['job', 'path']).doUpdateSet({ stamp }))
    .execute();
}

function toRecord(row: JobRunsTable): JobRunRecord {
  const status: JobRunStatus =
    row.status === 'running' ? runningOrKilled(row) : (row.status as JobRunStatus);
  return {
    id: row.id,
    job: row.job,
    trigger: row.trigger,
    status,
    startedAt: row.started_at,
    endedAt: row.ended_at,
    file: row.path.slice(row.path.lastIndexOf('/') + 1),
    version: row.version,
    nRows: row.n_rows,
    nErrors: row.n_errors,
    nWarnings: row.n_warnings,
    message: row.message,
  };
}

function runningOrKilled(row: JobRunsTable): 'running' | 'killed' {
  return goneReader()(row) ? 'killed' : 'running';
}
