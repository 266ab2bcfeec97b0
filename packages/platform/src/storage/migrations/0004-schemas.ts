import type { Migration } from './migration.ts';

/** Schemas of datasets, and the patches that wait for a decision. */
export const schemas: Migration = {
  version: 4,
  name: 'schemas',
  async up(db) {
    await db.schema
      .createTable('schemas')
      .addColumn('name', 'text', (column) => column.primaryKey())
      .addColumn('latest_version', 'integer', (column) => column.notNull())
      .execute();
    await db.schema
      .createTable('schema_versions')
      .addColumn('name', 'text', (column) => column.notNull().references('schemas.name'))
      .addColumn('version', 'integer', (column) => column.notNull())
      .addColumn('text', 'text', (column) => column.notNull())
      .addColumn('created_at', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('schema_versions_key', ['name', 'version'])
      .execute();
    await db.schema
      .createTable('schema_proposals')
      .addColumn('subject', 'text', (column) => column.notNull())
      .addColumn('patch', 'text', (column) => column.notNull())
      .addColumn('position', 'integer', (column) => column.notNull())
      .addColumn('anomaly', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('schema_proposals_key', ['subject', 'patch'])
      .execute();
  },
};
