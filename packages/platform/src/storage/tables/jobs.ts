import { AppError } from '@kaizenml/contracts';
import type { Kysely } from 'kysely';
import type { JobRecord, JobRunRecord, JobStore, NewJob } from '../../jobs/store.ts';
import { instant } from '../../kit/index.ts';
import { fromToken, toPage } from '../cursor.ts';
import type { JobsTable, Schema } from '../schema.ts';
import type { TableContext } from './context.ts';
import { beginJobRun, finishJobRun, isJobBusy, listJobRuns, lockJob } from './job-runs.ts';
import { snapshot } from './snapshot.ts';

/** Data jobs in tables. */
export function jobTable(context: TableContext): JobStore {
  const { db, clock } = context;
  return {
    async add(job) {
      const row = toRow(job, instant(clock));
      const { numInsertedOrUpdatedRows } = await db
        .insertInto('jobs')
        .values(row)
        .onConflict((conflict) => conflict.column('name').doNothing())
        .executeTakeFirst();
      if (numInsertedOrUpdatedRows !== 1n) throw jobExists(job.name);
      return toRecord(row, null);
    },
    find: (name) =>
      snapshot(db, async (transaction) => {
        const row = await transaction
          .selectFrom('jobs')
          .selectAll()
          .where('name', '=', name)
          .executeTakeFirst();
        return row && (await withLastRun(transaction, row));
      }),
    list: (page) =>
      snapshot(db, async (transaction) => {
        let query = transaction
          .selectFrom('jobs')
          .selectAll()
          .orderBy('name')
          .limit(page.limit + 1);
        if (page.after !== undefined) {
          const [name = ''] = fromToken(page.after, 1);
          query = query.where('name', '>', name);
        }
        const jobs: JobRecord[] = [];
        for (const row of await query.execute()) jobs.push(await withLastRun(transaction, row));
        return toPage(jobs, page, ({ name }) => [name]);
      }),
    async active() {
      const rows = await db
        .selectFrom('jobs')
        .selectAll()
        .where('is_paused', '=', 0)
        .where(({ eb, or }) => or([eb('schedule', 'is not', null), eb('on_new_files', '=', 1)]))
        .orderBy('name')
        .execute();
      return rows.map((row) => toRecord(row, null));
    },
    async setPaused(name, isPaused, nextAt) {
      await db
        .updateTable('jobs')
        .set({ is_paused: Number(isPaused), next_at: nextAt })
        .where('name', '=', name)
        .execute();
    },
    remove: (name) =>
      db.transaction().execute(async (transaction) => {
        await lockJob(transaction, name);
        if (await isJobBusy(transaction, name)) throw jobBusy(name);
        await transaction.deleteFrom('job_files').where('job', '=', name).execute();
        const { numDeletedRows } = await transaction
          .deleteFrom('job_runs')
          .where('job', '=', name)
          .executeTakeFirst();
        await transaction.deleteFrom('jobs').where('name', '=', name).execute();
        return Number(numDeletedRows);
      }),
    async takeTurn(name, dueAt, nextAt) {
      const { numUpdatedRows } = await db
        .updateTable('jobs')
        .set({ next_at: nextAt })
        .where('name', '=', name)
        .where('next_at', '=', dueAt)
        .where('is_paused', '=', 0)
        .executeTakeFirst();
      return numUpdatedRows === 1n;
    },
    begin: (run) => beginJobRun(context, run),
    finish: (id, outcome) => finishJobRun(context, id, outcome),
    isBusy: (name) => isJobBusy(db, name),
    runs: (name, limit) => listJobRuns(db, name, limit),
  };
}

async function withLastRun(transaction: Kysely<Schema>, row: JobsTable): Promise<JobRecord> {
  const [lastRun = null] = await listJobRuns(transaction, row.name, 1);
  return toRecord(row, lastRun);
}

function toRow(job: NewJob, createdAt: string): JobsTable {
  return {
    name: job.name,
    dataset: job.dataset,
    path: job.path,
    schedule: job.schedule,
    on_new_files: Number(job.onNewFiles),
    hold: Number(job.hold),
    is_paused: 0,
    created_at: createdAt,
    next_at: job.nextAt,
  };
}

function toRecord(row: JobsTable, lastRun: JobRunRecord | null): JobRecord {
  return {
    name: row.name,
    dataset: row.dataset,
    path: row.path,
    schedule: row.schedule,
    onNewFiles: row.on_new_files === 1,
    hold: row.hold === 1,
    isPaused: row.is_paused === 1,
    createdAt: row.created_at,
    nextAt: row.next_at,
    lastRun,
  };
}

function jobExists(name: string): AppError {
  return new AppError('JOB_EXISTS', {
    message: `Job "${name}" must be new, got the name of one that exists.`,
    hint: `Take another name, or remove it first with \`kaizen jobs remove ${name}\`.`,
    details: { name },
  });
}

/** The failure of a job that is at work. */
export function jobBusy(name: string): AppError {
  return new AppError('JOB_BUSY', {
    message: `Job "${name}" must be idle for this, got one that runs.`,
    hint: `Wait for its end; see it with \`kaizen jobs show ${name}\`.`,
    details: { name },
  });
}
