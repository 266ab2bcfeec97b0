import type { Migration } from './migration.ts';

/** What a version must have before it is released, and what people said of it. */
export const approvals: Migration = {
  version: 28,
  name: 'approvals',
  async up(db) {
    await db.schema
      .createTable('model_rules')
      .addColumn('name', 'text', (column) =>
        column.primaryKey().references('models.name').onUpdate('cascade').onDelete('cascade'),
      )
      .addColumn('n_approvals', 'integer', (column) => column.notNull())
      .addColumn('is_described', 'integer', (column) => column.notNull())
      .execute();
    await db.schema
      .createTable('version_verdicts')
      .addColumn('name', 'text', (column) => column.notNull())
      .addColumn('version', 'integer', (column) => column.notNull())
      .addColumn('who', 'text', (column) => column.notNull())
      .addColumn('is_approval', 'integer', (column) => column.notNull())
      .addColumn('why', 'text')
      .addColumn('at', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('version_verdicts_key', ['name', 'version', 'who'])
      .addForeignKeyConstraint(
        'version_verdicts_version',
        ['name', 'version'],
        'model_versions',
        ['name', 'version'],
        (constraint) => constraint.onUpdate('cascade').onDelete('cascade'),
      )
      .execute();
  },
};
