import { type Kysely, sql } from 'kysely';
import type { Migration } from './migration.ts';

/** Data jobs, their runs, the files that they have dealt with, and alerts. */
export const jobsAndAlerts: Migration = {
  version: 3,
  name: 'jobs-and-alerts',
  async up(db) {
    await createJobs(db);
    await createAlerts(db);
  },
};

async function createJobs(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('jobs')
    .addColumn('name', 'text', (column) => column.primaryKey())
    .addColumn('dataset', 'text', (column) => column.notNull())
    .addColumn('path', 'text', (column) => column.notNull())
    .addColumn('schedule', 'text')
    .addColumn('on_new_files', 'integer', (column) => column.notNull())
    .addColumn('hold', 'integer', (column) => column.notNull())
    .addColumn('is_paused', 'integer', (column) => column.notNull())
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addColumn('next_at', 'text')
    .execute();
  await db.schema
    .createTable('job_runs')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('job', 'text', (column) => column.notNull().references('jobs.name'))
    .addColumn('trigger', 'text', (column) => column.notNull())
    .addColumn('status', 'text', (column) => column.notNull())
    .addColumn('started_at', 'text', (column) => column.notNull())
    .addColumn('ended_at', 'text')
    .addColumn('pid', 'integer', (column) => column.notNull())
    .addColumn('host', 'text', (column) => column.notNull())
    .addColumn('process_mark', 'text')
    .addColumn('path', 'text', (column) => column.notNull())
    .addColumn('stamp', 'text', (column) => column.notNull())
    .addColumn('version', 'integer')
    .addColumn('n_rows', 'bigint')
    .addColumn('n_errors', 'integer', (column) => column.notNull())
    .addColumn('n_warnings', 'integer', (column) => column.notNull())
    .addColumn('message', 'text')
    .execute();
  await db.schema.createIndex('job_runs_by_job').on('job_runs').columns(['job', 'id']).execute();
  await db.schema
    .createTable('job_files')
    .addColumn('job', 'text', (column) => column.notNull().references('jobs.name'))
    .addColumn('path', 'text', (column) => column.notNull())
    .addColumn('stamp', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('job_files_key', ['job', 'path'])
    .execute();
}

async function createAlerts(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('alerts')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('key', 'text', (column) => column.notNull())
    .addColumn('status', 'text', (column) => column.notNull())
    .addColumn('severity', 'text', (column) => column.notNull())
    .addColumn('subject', 'text', (column) => column.notNull())
    .addColumn('message', 'text', (column) => column.notNull())
    .addColumn('hint', 'text', (column) => column.notNull())
    .addColumn('details', 'text', (column) => column.notNull())
    .addColumn('count', 'integer', (column) => column.notNull())
    .addColumn('first_at', 'text', (column) => column.notNull())
    .addColumn('last_at', 'text', (column) => column.notNull())
    .addColumn('acknowledged_at', 'text')
    .addColumn('note', 'text')
    .addColumn('resolved_at', 'text')
    .execute();
  await db.schema
    .createIndex('alerts_unresolved')
    .unique()
    .on('alerts')
    .column('key')
    .where(sql.ref('status'), '!=', 'resolved')
    .execute();
}
