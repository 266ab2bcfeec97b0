import type { Migration } from './migration.ts';

/** What the settings of endpoints have been. */
export const endpointChanges: Migration = {
  version: 8,
  name: 'endpoint-changes',
  async up(db) {
    await db.schema
      .createTable('endpoint_changes')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('endpoint', 'text', (column) => column.notNull())
      .addColumn('at', 'text', (column) => column.notNull())
      .addColumn('settings', 'text', (column) => column.notNull())
      .addColumn('note', 'text')
      .execute();
    await db.schema
      .createIndex('endpoint_changes_of')
      .on('endpoint_changes')
      .columns(['endpoint', 'id'])
      .execute();
  },
};
