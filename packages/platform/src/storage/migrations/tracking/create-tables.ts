import type { Kysely } from 'kysely';
import { createLoggedModelTables } from './create-logged-model-tables.ts';
import { createMetricTables } from './create-metric-tables.ts';
import { createRunPartTables } from './create-run-part-tables.ts';
import { clusteredTable, countedTable } from './table-builders.ts';

/** Makes the tables of experiments, runs and what they logged. */
export async function createTrackingTables(db: Kysely<unknown>): Promise<void> {
  await countedTable(db, 'keys')
    .addColumn('name', 'text', (column) => column.notNull().unique())
    .execute();
  await createExperiments(db);
  await createRuns(db);
  await createRunPartTables(db);
  await createMetricTables(db);
  await createLoggedModelTables(db);
}

async function createExperiments(db: Kysely<unknown>): Promise<void> {
  await countedTable(db, 'experiments')
    .addColumn('name', 'text', (column) => column.notNull().unique())
    .addColumn('artifact_location', 'text', (column) => column.notNull())
    .addColumn('lifecycle', 'text', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('changed_at', 'bigint', (column) => column.notNull())
    .addColumn('deleted_at', 'bigint')
    .execute();
  await db.schema
    .createIndex('experiments_by_time')
    .on('experiments')
    .columns(['created_at', 'name'])
    .execute();
  await clusteredTable(db, 'experiment_tags')
    .addColumn('experiment', 'bigint', (column) =>
      column.notNull().references('experiments.number'),
    )
    .addColumn('key', 'bigint', (column) => column.notNull().references('keys.number'))
    .addColumn('value', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('experiment_tags_pk', ['experiment', 'key'])
    .execute();
}

async function createRuns(db: Kysely<unknown>): Promise<void> {
  await countedTable(db, 'runs')
    .addColumn('id', 'text', (column) => column.notNull().unique())
    .addColumn('experiment', 'bigint', (column) =>
      column.notNull().references('experiments.number'),
    )
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('user_name', 'text', (column) => column.notNull())
    .addColumn('status', 'text', (column) => column.notNull())
    .addColumn('lifecycle', 'text', (column) => column.notNull())
    .addColumn('started_at', 'bigint', (column) => column.notNull())
    .addColumn('ended_at', 'bigint')
    .addColumn('deleted_at', 'bigint')
    .addColumn('artifact_uri', 'text', (column) => column.notNull())
    .addColumn('pid', 'bigint')
    .addColumn('host', 'text')
    .addColumn('process_mark', 'text')
    .addColumn('error', 'text')
    .execute();
  await db.schema
    .createIndex('runs_by_start')
    .on('runs')
    .columns(['experiment', 'lifecycle', 'started_at desc', 'id'])
    .execute();
  await db.schema
    .createIndex('runs_in_order')
    .on('runs')
    .columns(['experiment', 'number'])
    .execute();
  await db.schema
    .createIndex('runs_with_status')
    .on('runs')
    .columns(['status', 'number'])
    .execute();
}
