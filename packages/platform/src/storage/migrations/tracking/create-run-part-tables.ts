import type { CreateTableBuilder, Kysely } from 'kysely';
import { clusteredTable, countedTable } from './table-builders.ts';

/** Makes the tables of what a run logged besides metrics. */
export async function createRunPartTables(db: Kysely<unknown>): Promise<void> {
  await keyedPart(db, 'run_params')
    .addColumn('value', 'text', (column) => column.notNull())
    .addColumn('kind', 'text')
    .addColumn('position', 'bigint')
    .execute();
  await keyedPart(db, 'run_tags')
    .addColumn('value', 'text', (column) => column.notNull())
    .addColumn('position', 'bigint')
    .execute();
  await createInputs(db);
  await createPipelineParts(db);
}

async function createInputs(db: Kysely<unknown>): Promise<void> {
  await countedTable(db, 'input_datasets')
    .addColumn('experiment', 'bigint', (column) =>
      column.notNull().references('experiments.number'),
    )
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('digest', 'text', (column) => column.notNull())
    .addColumn('source_type', 'text', (column) => column.notNull())
    .addColumn('source', 'text', (column) => column.notNull())
    .addColumn('schema', 'text')
    .addColumn('profile', 'text')
    .addUniqueConstraint('input_datasets_once', ['experiment', 'name', 'digest'])
    .execute();
  await partOfRun(db, 'run_datasets')
    .addColumn('dataset', 'bigint', (column) =>
      column.notNull().references('input_datasets.number'),
    )
    .addColumn('context', 'text')
    .addColumn('tags', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('run_datasets_pk', ['run', 'dataset'])
    .execute();
  await db.schema
    .createIndex('run_datasets_by_dataset')
    .on('run_datasets')
    .columns(['dataset', 'context'])
    .execute();
  await partOfRun(db, 'run_models')
    .addColumn('direction', 'text', (column) => column.notNull())
    .addColumn('model_id', 'text', (column) => column.notNull())
    .addColumn('step', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('run_models_pk', ['run', 'direction', 'model_id', 'step'])
    .execute();
}

async function createPipelineParts(db: Kysely<unknown>): Promise<void> {
  await partOfRun(db, 'run_steps')
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('position', 'bigint', (column) => column.notNull())
    .addColumn('status', 'text', (column) => column.notNull())
    .addColumn('started_at', 'text', (column) => column.notNull())
    .addColumn('duration_ms', 'double precision')
    .addPrimaryKeyConstraint('run_steps_pk', ['run', 'name'])
    .execute();
  await partOfRun(db, 'run_artifacts')
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('position', 'bigint', (column) => column.notNull())
    .addColumn('hash', 'text', (column) => column.notNull())
    .addColumn('size_bytes', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('run_artifacts_pk', ['run', 'name'])
    .execute();
  await partOfRun(db, 'run_findings')
    .addColumn('position', 'bigint', (column) => column.notNull())
    .addColumn('finding', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('run_findings_pk', ['run', 'position'])
    .execute();
}

function keyedPart(db: Kysely<unknown>, table: string): CreateTableBuilder<string, string> {
  return partOfRun(db, table)
    .addColumn('key', 'bigint', (column) => column.notNull().references('keys.number'))
    .addPrimaryKeyConstraint(`${table}_pk`, ['run', 'key']);
}

/** A table of rows that belong to a run and go with it. */
function partOfRun(db: Kysely<unknown>, table: string): CreateTableBuilder<string, string> {
  return clusteredTable(db, table).addColumn('run', 'bigint', (column) =>
    column.notNull().references('runs.number').onDelete('cascade'),
  );
}
