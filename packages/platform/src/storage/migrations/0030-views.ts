import type { Migration } from './migration.ts';

/** What pages of runs show, under names. */
export const views: Migration = {
  version: 30,
  name: 'views',
  async up(db) {
    await db.schema
      .createTable('views')
      .addColumn('name', 'text', (column) => column.primaryKey())
      .addColumn('page', 'text', (column) => column.notNull())
      .addColumn('query', 'text', (column) => column.notNull())
      .addColumn('saved_at', 'text', (column) => column.notNull())
      .addColumn('saved_by', 'text')
      .execute();
  },
};
