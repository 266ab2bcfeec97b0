import type { Migration } from './migration.ts';

/** Raw bytes, spans, tags and tombstones of dataset versions. */
export const datasetVersions: Migration = {
  version: 2,
  name: 'dataset-versions',
  async up(db) {
    for (const [column, type] of [
      ['raw', 'text'],
      ['raw_sha256', 'text'],
      ['raw_bytes', 'bigint'],
      ['layout', 'text'],
      ['span', 'text'],
    ] as const)
      await db.schema.alterTable('dataset_versions').addColumn(column, type).execute();
    await db.schema
      .createTable('dataset_tags')
      .addColumn('name', 'text', (column) => column.notNull())
      .addColumn('tag', 'text', (column) => column.notNull())
      .addColumn('version', 'integer', (column) => column.notNull())
      .addPrimaryKeyConstraint('dataset_tags_key', ['name', 'tag'])
      .addForeignKeyConstraint('dataset_tags_version', ['name', 'version'], 'dataset_versions', [
        'name',
        'version',
      ])
      .execute();
    await db.schema
      .createTable('dataset_tombstones')
      .addColumn('name', 'text', (column) => column.notNull())
      .addColumn('version', 'integer', (column) => column.notNull())
      .addColumn('hash', 'text', (column) => column.notNull())
      .addColumn('created_at', 'text', (column) => column.notNull())
      .addColumn('removed_at', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('dataset_tombstones_key', ['name', 'version'])
      .execute();
  },
};
