import type { Migration } from './migration.ts';

/** How sure the guards of rollouts became over time. */
export const rolloutTrails: Migration = {
  version: 11,
  name: 'rollout-trails',
  async up(db) {
    await db.schema
      .createTable('rollout_trails')
      .addColumn('rollout', 'text', (column) => column.primaryKey())
      .addColumn('trail', 'text', (column) => column.notNull())
      .execute();
  },
};
