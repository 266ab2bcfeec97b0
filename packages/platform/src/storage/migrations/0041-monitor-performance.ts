import type { Migration } from './migration.ts';
import { bytesType } from './tracking/table-builders.ts';

/** What monitors know of performance: how far it is counted and judged, windows that change as labels arrive, and verdicts that do not. */
export const monitorPerformance: Migration = {
  version: 41,
  name: 'monitor_performance',
  async up(db) {
    await db.schema
      .createTable('monitor_performance_states')
      .addColumn('subject', 'text', (column) =>
        column.primaryKey().references('monitors.subject').onDelete('cascade'),
      )
      .addColumn('state', 'text', (column) => column.notNull())
      .addColumn('revision', 'integer', (column) => column.notNull())
      .execute();
    await db.schema
      .createTable('monitor_performance')
      .addColumn('subject', 'text', (column) =>
        column.notNull().references('monitors.subject').onDelete('cascade'),
      )
      .addColumn('start_at', 'text', (column) => column.notNull())
      .addColumn('version', 'integer', (column) => column.notNull())
      .addColumn('end_at', 'text', (column) => column.notNull())
      .addColumn('n_rows', 'bigint', (column) => column.notNull())
      .addColumn('n_labelled', 'bigint', (column) => column.notNull())
      .addColumn('n_requests', 'bigint', (column) => column.notNull())
      .addColumn('n_rewarded', 'bigint', (column) => column.notNull())
      .addColumn('body', bytesType(db), (column) => column.notNull())
      .addPrimaryKeyConstraint('monitor_performance_pk', ['subject', 'start_at', 'version'])
      .execute();
    await db.schema
      .createTable('monitor_performance_verdicts')
      .addColumn('subject', 'text', (column) =>
        column.notNull().references('monitors.subject').onDelete('cascade'),
      )
      .addColumn('basis', 'text', (column) => column.notNull())
      .addColumn('end_at', 'text', (column) => column.notNull())
      .addColumn('start_at', 'text', (column) => column.notNull())
      .addColumn('version', 'integer', (column) => column.notNull())
      .addColumn('n_rows', 'bigint', (column) => column.notNull())
      .addColumn('status', 'text', (column) => column.notNull())
      .addColumn('findings', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('monitor_performance_verdicts_pk', ['subject', 'basis', 'end_at'])
      .execute();
  },
};
