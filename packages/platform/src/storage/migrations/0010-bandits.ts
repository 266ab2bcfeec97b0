import type { Migration } from './migration.ts';

/** Where the bandits among the rollouts stand. */
export const bandits: Migration = {
  version: 10,
  name: 'bandits',
  async up(db) {
    await db.schema.alterTable('rollouts').addColumn('standing', 'text').execute();
  },
};
