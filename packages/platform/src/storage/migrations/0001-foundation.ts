import type { CreateTableBuilder, Kysely } from 'kysely';
import type { Migration } from './migration.ts';

/** Experiments, runs, datasets, models, lineage and the step cache. */
export const foundation: Migration = {
  version: 1,
  name: 'foundation',
  async up(db) {
    await createRuns(db);
    await createRunParts(db);
    await createDatasets(db);
    await createModels(db);
    await createLineage(db);
  },
};

async function createRuns(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('experiments')
    .addColumn('name', 'text', (column) => column.primaryKey())
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addColumn('n_runs', 'integer', (column) => column.notNull())
    .addColumn('last_run_at', 'text')
    .execute();
  await db.schema
    .createIndex('experiments_by_creation')
    .on('experiments')
    .columns(['created_at', 'name'])
    .execute();
  await db.schema
    .createTable('runs')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('experiment', 'text', (column) => column.notNull().references('experiments.name'))
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('status', 'text', (column) => column.notNull())
    .addColumn('started_at', 'text', (column) => column.notNull())
    .addColumn('ended_at', 'text')
    .addColumn('pid', 'integer', (column) => column.notNull())
    .addColumn('host', 'text', (column) => column.notNull())
    .addColumn('process_mark', 'text')
    .addColumn('error', 'text')
    .execute();
  await db.schema
    .createIndex('runs_by_experiment')
    .on('runs')
    .columns(['experiment', 'id'])
    .execute();
  await db.schema.createIndex('runs_by_status').on('runs').columns(['status', 'id']).execute();
}

async function createRunParts(db: Kysely<unknown>): Promise<void> {
  await partOfRun(db, 'run_params')
    .addColumn('value', 'text', (column) => column.notNull())
    .execute();
  await partOfRun(db, 'run_tags')
    .addColumn('value', 'text', (column) => column.notNull())
    .execute();
  await partOfRun(db, 'run_metrics')
    .addColumn('value', 'double precision', (column) => column.notNull())
    .addColumn('low', 'double precision')
    .addColumn('high', 'double precision')
    .execute();
  await partOfRun(db, 'run_steps')
    .addColumn('status', 'text', (column) => column.notNull())
    .addColumn('started_at', 'text', (column) => column.notNull())
    .addColumn('duration_ms', 'double precision')
    .execute();
  await partOfRun(db, 'run_artifacts')
    .addColumn('hash', 'text', (column) => column.notNull())
    .addColumn('size_bytes', 'bigint', (column) => column.notNull())
    .execute();
  await db.schema
    .createTable('run_findings')
    .addColumn('run_id', 'text', (column) => column.notNull().references('runs.id'))
    .addColumn('position', 'text', (column) => column.notNull())
    .addColumn('finding', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('run_findings_key', ['run_id', 'position'])
    .execute();
}

function partOfRun(db: Kysely<unknown>, table: string): CreateTableBuilder<string, string> {
  return db.schema
    .createTable(table)
    .addColumn('run_id', 'text', (column) => column.notNull().references('runs.id'))
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('position', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint(`${table}_key`, ['run_id', 'name']);
}

async function createDatasets(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('datasets')
    .addColumn('name', 'text', (column) => column.primaryKey())
    .addColumn('latest_version', 'integer', (column) => column.notNull())
    .execute();
  await db.schema
    .createTable('dataset_versions')
    .addColumn('name', 'text', (column) => column.notNull().references('datasets.name'))
    .addColumn('version', 'integer', (column) => column.notNull())
    .addColumn('hash', 'text', (column) => column.notNull())
    .addColumn('artifact', 'text', (column) => column.notNull())
    .addColumn('n_rows', 'bigint', (column) => column.notNull())
    .addColumn('columns', 'text', (column) => column.notNull())
    .addColumn('source', 'text', (column) => column.notNull())
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('dataset_versions_key', ['name', 'version'])
    .execute();
}

async function createModels(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('models')
    .addColumn('name', 'text', (column) => column.primaryKey())
    .addColumn('task', 'text', (column) => column.notNull())
    .addColumn('target', 'text', (column) => column.notNull())
    .addColumn('latest_version', 'integer', (column) => column.notNull())
    .addColumn('updated_at', 'text', (column) => column.notNull())
    .execute();
  await db.schema
    .createIndex('models_by_update')
    .on('models')
    .columns(['updated_at', 'name'])
    .execute();
  await db.schema
    .createTable('model_versions')
    .addColumn('name', 'text', (column) => column.notNull().references('models.name'))
    .addColumn('version', 'integer', (column) => column.notNull())
    .addColumn('estimator', 'text', (column) => column.notNull())
    .addColumn('run_id', 'text', (column) => column.notNull())
    .addColumn('artifact', 'text', (column) => column.notNull())
    .addColumn('metrics', 'text', (column) => column.notNull())
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('model_versions_key', ['name', 'version'])
    .execute();
  await db.schema
    .createTable('model_aliases')
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('alias', 'text', (column) => column.notNull())
    .addColumn('version', 'integer', (column) => column.notNull())
    .addPrimaryKeyConstraint('model_aliases_key', ['name', 'alias'])
    .addForeignKeyConstraint('model_aliases_version', ['name', 'version'], 'model_versions', [
      'name',
      'version',
    ])
    .execute();
}

async function createLineage(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('lineage_edges')
    .addColumn('from_node', 'text', (column) => column.notNull())
    .addColumn('to_node', 'text', (column) => column.notNull())
    .addColumn('role', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('lineage_edges_key', ['from_node', 'to_node', 'role'])
    .execute();
  await db.schema
    .createIndex('lineage_edges_by_end')
    .on('lineage_edges')
    .columns(['to_node', 'from_node', 'role'])
    .execute();
  await db.schema
    .createTable('step_cache')
    .addColumn('key', 'text', (column) => column.primaryKey())
    .addColumn('step', 'text', (column) => column.notNull())
    .addColumn('output', 'text', (column) => column.notNull())
    .addColumn('finished_at', 'text', (column) => column.notNull())
    .addColumn('duration_ms', 'double precision', (column) => column.notNull())
    .execute();
}
