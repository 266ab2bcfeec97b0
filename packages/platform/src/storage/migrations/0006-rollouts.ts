import { sql } from 'kysely';
import type { Migration } from './migration.ts';

/** Rollouts of new versions, their history, and what every process counted. */
export const rollouts: Migration = {
  version: 6,
  name: 'rollouts',
  async up(db) {
    await db.schema
      .createTable('rollouts')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('endpoint', 'text', (column) => column.notNull())
      .addColumn('from_version', 'integer', (column) => column.notNull())
      .addColumn('to_version', 'integer', (column) => column.notNull())
      .addColumn('settings', 'text', (column) => column.notNull())
      .addColumn('status', 'text', (column) => column.notNull())
      .addColumn('is_active', 'integer', (column) => column.notNull())
      .addColumn('step', 'integer', (column) => column.notNull())
      .addColumn('step_started_at', 'text', (column) => column.notNull())
      .addColumn('started_at', 'text', (column) => column.notNull())
      .addColumn('ended_at', 'text')
      .addColumn('reason', 'text', (column) => column.notNull())
      .addColumn('revision', 'integer', (column) => column.notNull())
      .execute();
    await db.schema
      .createIndex('rollouts_endpoint')
      .on('rollouts')
      .columns(['endpoint', 'is_active'])
      .execute();
    await db.schema
      .createIndex('rollouts_one_active')
      .unique()
      .on('rollouts')
      .column('endpoint')
      .where(sql.ref('is_active'), '=', 1)
      .execute();
    await db.schema
      .createTable('rollout_events')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('rollout', 'text', (column) => column.notNull().references('rollouts.id'))
      .addColumn('at', 'text', (column) => column.notNull())
      .addColumn('kind', 'text', (column) => column.notNull())
      .addColumn('by', 'text', (column) => column.notNull())
      .addColumn('message', 'text', (column) => column.notNull())
      .addColumn('details', 'text', (column) => column.notNull())
      .execute();
    await db.schema
      .createIndex('rollout_events_rollout')
      .on('rollout_events')
      .columns(['rollout', 'id'])
      .execute();
    await db.schema
      .createTable('rollout_evidence')
      .addColumn('rollout', 'text', (column) => column.notNull().references('rollouts.id'))
      .addColumn('step', 'integer', (column) => column.notNull())
      .addColumn('source', 'text', (column) => column.notNull())
      .addColumn('evidence', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('rollout_evidence_key', ['rollout', 'step', 'source'])
      .execute();
  },
};
