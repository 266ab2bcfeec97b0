import type { Migration } from './migration.ts';

/** What a version means for those who ask its model, as JSON; null of versions from before, and of those that other clients register. */
export const versionAdvice: Migration = {
  version: 36,
  name: 'version-advice',
  async up(db) {
    await db.schema.alterTable('model_versions').addColumn('advice', 'text').execute();
  },
};
