import type { Kysely } from 'kysely';
import { clusteredTable, countedTable } from './table-builders.ts';

/** Makes the tables of models that clients logged beside runs. */
export async function createLoggedModelTables(db: Kysely<unknown>): Promise<void> {
  await countedTable(db, 'logged_models')
    .addColumn('id', 'text', (column) => column.notNull().unique())
    .addColumn('experiment', 'bigint', (column) =>
      column.notNull().references('experiments.number'),
    )
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('artifact_uri', 'text', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('changed_at', 'bigint', (column) => column.notNull())
    .addColumn('deleted_at', 'bigint')
    .addColumn('status', 'text', (column) => column.notNull())
    .addColumn('type', 'text', (column) => column.notNull())
    .addColumn('source_run_id', 'text')
    .addColumn('params', 'text', (column) => column.notNull())
    .addColumn('tags', 'text', (column) => column.notNull())
    .execute();
  await db.schema
    .createIndex('logged_models_by_experiment')
    .on('logged_models')
    .columns(['experiment', 'created_at'])
    .execute();
  await clusteredTable(db, 'logged_model_metrics')
    .addColumn('source', 'bigint', (column) => column.notNull())
    .addColumn('run', 'bigint', (column) => column.notNull())
    .addColumn('key', 'bigint', (column) => column.notNull())
    .addColumn('value', 'double precision')
    .addColumn('step', 'bigint', (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('logged_model_metrics_pk', ['source', 'run', 'key'])
    .execute();
  await db.schema
    .createIndex('logged_model_metrics_by_run')
    .on('logged_model_metrics')
    .column('run')
    .execute();
}
