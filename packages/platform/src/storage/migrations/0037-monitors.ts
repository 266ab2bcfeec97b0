import type { Migration } from './migration.ts';
import { bytesType } from './tracking/table-builders.ts';

/** What monitors remember: where each stands, what its windows are counted on, the windows, and the verdicts on them. */
export const monitors: Migration = {
  version: 37,
  name: 'monitors',
  async up(db) {
    await db.schema
      .createTable('monitors')
      .addColumn('subject', 'text', (column) => column.primaryKey())
      .addColumn('settings', 'text')
      .addColumn('cursor', 'text')
      .addColumn('state', 'text', (column) => column.notNull())
      .addColumn('revision', 'integer', (column) => column.notNull())
      .addColumn('created_at', 'text', (column) => column.notNull())
      .execute();
    await db.schema
      .createTable('monitor_baselines')
      .addColumn('subject', 'text', (column) =>
        column.notNull().references('monitors.subject').onDelete('cascade'),
      )
      .addColumn('version', 'integer', (column) => column.notNull())
      .addColumn('body', bytesType(db), (column) => column.notNull())
      .addPrimaryKeyConstraint('monitor_baselines_pk', ['subject', 'version'])
      .execute();
    await db.schema
      .createTable('monitor_windows')
      .addColumn('subject', 'text', (column) =>
        column.notNull().references('monitors.subject').onDelete('cascade'),
      )
      .addColumn('start_at', 'text', (column) => column.notNull())
      .addColumn('version', 'integer', (column) => column.notNull())
      .addColumn('end_at', 'text', (column) => column.notNull())
      .addColumn('n_rows', 'bigint', (column) => column.notNull())
      .addColumn('body', bytesType(db), (column) => column.notNull())
      .addPrimaryKeyConstraint('monitor_windows_pk', ['subject', 'start_at', 'version'])
      .execute();
    await db.schema
      .createTable('monitor_verdicts')
      .addColumn('subject', 'text', (column) =>
        column.notNull().references('monitors.subject').onDelete('cascade'),
      )
      .addColumn('end_at', 'text', (column) => column.notNull())
      .addColumn('start_at', 'text', (column) => column.notNull())
      .addColumn('version', 'integer', (column) => column.notNull())
      .addColumn('n_rows', 'bigint', (column) => column.notNull())
      .addColumn('status', 'text', (column) => column.notNull())
      .addColumn('findings', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('monitor_verdicts_pk', ['subject', 'end_at'])
      .execute();
  },
};
