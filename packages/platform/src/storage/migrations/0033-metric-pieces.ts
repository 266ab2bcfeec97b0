import type { Migration } from './migration.ts';
import { bytesType, clusteredTable } from './tracking/table-builders.ts';

/** Points of a metric that came at once are one row, and chunks of points know their times. */
export const metricPieces: Migration = {
  version: 33,
  name: 'metric-pieces',
  async up(db) {
    await clusteredTable(db, 'metric_pieces')
      .addColumn('run', 'bigint', (column) => column.notNull())
      .addColumn('key', 'bigint', (column) => column.notNull())
      .addColumn('seq', 'bigint', (column) => column.notNull())
      .addColumn('n_points', 'bigint', (column) => column.notNull())
      .addColumn('points', bytesType(db), (column) => column.notNull())
      .addPrimaryKeyConstraint('metric_pieces_pk', ['run', 'key', 'seq'])
      .execute();
    for (const column of ['least_at', 'greatest_at'])
      await db.schema.alterTable('metric_chunks').addColumn(column, 'bigint').execute();
  },
};
