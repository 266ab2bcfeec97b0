import type { Migration } from './migration.ts';

/** Keys of programs that ask the server, and their requests per day. */
export const apiKeys: Migration = {
  version: 5,
  name: 'api-keys',
  async up(db) {
    await db.schema
      .createTable('api_keys')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('name', 'text', (column) => column.notNull())
      .addColumn('sha256', 'text', (column) => column.notNull())
      .addColumn('scopes', 'text', (column) => column.notNull())
      .addColumn('endpoints', 'text')
      .addColumn('created_at', 'text', (column) => column.notNull())
      .addColumn('expires_at', 'text')
      .addColumn('revoked_at', 'text')
      .addColumn('last_used_at', 'text')
      .addColumn('per_second', 'double precision')
      .addColumn('burst', 'integer')
      .addColumn('per_day', 'integer')
      .execute();
    await db.schema
      .createTable('api_key_days')
      .addColumn('key_id', 'text', (column) => column.notNull().references('api_keys.id'))
      .addColumn('day', 'text', (column) => column.notNull())
      .addColumn('n_requests', 'bigint', (column) => column.notNull())
      .addPrimaryKeyConstraint('api_key_days_key', ['key_id', 'day'])
      .execute();
  },
};
