import type { Migration } from './migration.ts';

/** Settings of endpoints. */
export const endpoints: Migration = {
  version: 7,
  name: 'endpoints',
  async up(db) {
    await db.schema
      .createTable('endpoints')
      .addColumn('name', 'text', (column) => column.primaryKey())
      .addColumn('settings', 'text', (column) => column.notNull())
      .addColumn('changed_at', 'text', (column) => column.notNull())
      .execute();
  },
};
