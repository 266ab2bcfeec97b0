import type { Migration } from './migration.ts';

/** The chained trail of changes; of `audit_head` there is one row, which writers lock one after the other. */
export const audit: Migration = {
  version: 21,
  name: 'audit',
  async up(db) {
    await db.schema
      .createTable('audit_entries')
      .addColumn('seq', 'integer', (column) => column.primaryKey())
      .addColumn('at', 'text', (column) => column.notNull())
      .addColumn('action', 'text', (column) => column.notNull())
      .addColumn('name', 'text', (column) => column.notNull())
      .addColumn('part', 'text', (column) => column.notNull())
      .addColumn('from_value', 'text')
      .addColumn('to_value', 'text')
      .addColumn('by', 'text', (column) => column.notNull())
      .addColumn('source', 'text')
      .addColumn('who', 'text')
      .addColumn('why', 'text')
      .addColumn('previous', 'text', (column) => column.notNull())
      .addColumn('hash', 'text', (column) => column.notNull())
      .execute();
    await db.schema
      .createIndex('audit_entries_of')
      .on('audit_entries')
      .columns(['name', 'seq'])
      .execute();
    await db.schema
      .createTable('audit_head')
      .addColumn('id', 'integer', (column) => column.primaryKey())
      .addColumn('seq', 'integer', (column) => column.notNull())
      .addColumn('hash', 'text', (column) => column.notNull())
      .execute();
  },
};
