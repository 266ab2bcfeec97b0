import type { Kysely } from 'kysely';
import { bytesType, clusteredTable, countedTable } from './table-builders.ts';

/**
 * Makes the tables of metrics. They are written most of all, so that no keys of other tables are checked for each row:
 * `purge` takes their rows away itself.
 */
export async function createMetricTables(db: Kysely<unknown>): Promise<void> {
  await countedTable(db, 'metric_sources')
    .addColumn('model_id', 'text', (column) => column.notNull())
    .addColumn('dataset_name', 'text', (column) => column.notNull())
    .addColumn('dataset_digest', 'text', (column) => column.notNull())
    .addUniqueConstraint('metric_sources_once', ['model_id', 'dataset_name', 'dataset_digest'])
    .execute();
  await clusteredTable(db, 'latest_metrics')
    .addColumn('run', 'bigint', (column) => column.notNull())
    .addColumn('key', 'bigint', (column) => column.notNull())
    .addColumn('value', 'double precision')
    .addColumn('step', 'bigint', (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addColumn('n_points', 'bigint', (column) => column.notNull())
    .addColumn('source', 'bigint')
    .addColumn('low', 'double precision')
    .addColumn('high', 'double precision')
    .addColumn('position', 'bigint')
    .addPrimaryKeyConstraint('latest_metrics_pk', ['run', 'key'])
    .execute();
  await db.schema
    .createIndex('latest_metrics_by_value')
    .on('latest_metrics')
    .columns(['key', 'value', 'run'])
    .execute();
  await clusteredTable(db, 'metric_points')
    .addColumn('run', 'bigint', (column) => column.notNull())
    .addColumn('key', 'bigint', (column) => column.notNull())
    .addColumn('seq', 'bigint', (column) => column.notNull())
    .addColumn('value', 'double precision')
    .addColumn('step', 'bigint', (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addColumn('source', 'bigint')
    .addPrimaryKeyConstraint('metric_points_pk', ['run', 'key', 'seq'])
    .execute();
  await clusteredTable(db, 'metric_chunks')
    .addColumn('run', 'bigint', (column) => column.notNull())
    .addColumn('key', 'bigint', (column) => column.notNull())
    .addColumn('number', 'bigint', (column) => column.notNull())
    .addColumn('least_step', 'bigint', (column) => column.notNull())
    .addColumn('greatest_step', 'bigint', (column) => column.notNull())
    .addColumn('summary', bytesType(db), (column) => column.notNull())
    .addColumn('points', bytesType(db), (column) => column.notNull())
    .addPrimaryKeyConstraint('metric_chunks_pk', ['run', 'key', 'number'])
    .execute();
}
