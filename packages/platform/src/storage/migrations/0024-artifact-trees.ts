import type { Migration } from './migration.ts';

/** Files of runs, logged models and versions by path, and the bytes that they share. */
export const artifactTrees: Migration = {
  version: 24,
  name: 'artifact-trees',
  async up(db) {
    await db.schema
      .createTable('artifact_contents')
      .addColumn('sha256', 'text', (column) => column.primaryKey())
      .addColumn('name', 'text', (column) => column.notNull())
      .addColumn('size_bytes', 'bigint', (column) => column.notNull())
      .execute();
    await db.schema
      .createTable('artifact_files')
      .addColumn('path', 'text', (column) => column.primaryKey())
      .addColumn('sha256', 'text', (column) =>
        column.notNull().references('artifact_contents.sha256'),
      )
      .addColumn('written_at', 'text', (column) => column.notNull())
      .execute();
    await db.schema
      .createIndex('artifact_files_by_content')
      .on('artifact_files')
      .column('sha256')
      .execute();
    await db.schema
      .createIndex('artifact_contents_by_name')
      .on('artifact_contents')
      .column('name')
      .execute();
  },
};
