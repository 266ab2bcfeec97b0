import type { Migration } from './migration.ts';

/** Which version every alias pointed at, and who decided what. */
export const whoAndWhy: Migration = {
  version: 9,
  name: 'who-and-why',
  async up(db) {
    await db.schema
      .createTable('alias_moves')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('name', 'text', (column) => column.notNull())
      .addColumn('alias', 'text', (column) => column.notNull())
      .addColumn('at', 'text', (column) => column.notNull())
      .addColumn('from_version', 'integer')
      .addColumn('to_version', 'integer', (column) => column.notNull())
      .addColumn('by', 'text', (column) => column.notNull())
      .addColumn('source', 'text')
      .addColumn('who', 'text')
      .addColumn('why', 'text')
      .execute();
    await db.schema
      .createIndex('alias_moves_of')
      .on('alias_moves')
      .columns(['name', 'id'])
      .execute();
    await db.schema.alterTable('rollout_events').addColumn('who', 'text').execute();
    await db.schema.alterTable('endpoint_changes').addColumn('who', 'text').execute();
  },
};
