import type { Migration } from './migration.ts';

/** Artifacts that a deletion let go, until their bytes are removed or somebody else is found to hold them. */
export const releasedArtifacts: Migration = {
  version: 32,
  name: 'released-artifacts',
  async up(db) {
    await db.schema
      .createTable('released_artifacts')
      .addColumn('hash', 'text', (column) => column.primaryKey())
      .addColumn('name', 'text', (column) => column.notNull())
      .addColumn('part', 'text', (column) => column.notNull())
      .addColumn('at', 'text', (column) => column.notNull())
      .addColumn('who', 'text')
      .addColumn('why', 'text')
      .execute();
    for (const [table, column] of [
      ['run_artifacts', 'hash'],
      ['model_versions', 'artifact'],
      ['step_cache', 'output'],
    ] as const)
      await db.schema.createIndex(`${table}_by_${column}`).on(table).column(column).execute();
  },
};
