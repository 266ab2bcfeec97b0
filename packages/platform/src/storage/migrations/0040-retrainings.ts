import { sql } from 'kysely';
import type { Migration } from './migration.ts';

/** Retrainings of models, each with its steps, and understudies that stood in. */
export const retrainings: Migration = {
  version: 40,
  name: 'retrainings',
  async up(db) {
    await db.schema
      .createTable('retrainings')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('endpoint', 'text', (column) => column.notNull())
      .addColumn('key', 'text', (column) => column.notNull().unique())
      .addColumn('trigger', 'text', (column) => column.notNull())
      .addColumn('cause', 'text', (column) => column.notNull())
      .addColumn('asked', 'text', (column) => column.notNull())
      .addColumn('status', 'text', (column) => column.notNull())
      .addColumn('reason', 'text', (column) => column.notNull())
      .addColumn('is_open', 'integer', (column) => column.notNull())
      .addColumn('steps', 'text', (column) => column.notNull())
      .addColumn('facts', 'text', (column) => column.notNull())
      .addColumn('holder', 'text')
      .addColumn('revision', 'integer', (column) => column.notNull())
      .addColumn('started_at', 'text', (column) => column.notNull())
      .addColumn('updated_at', 'text', (column) => column.notNull())
      .addColumn('ended_at', 'text')
      .execute();
    await db.schema
      .createIndex('retrainings_endpoint')
      .on('retrainings')
      .columns(['endpoint', 'id'])
      .execute();
    await db.schema
      .createIndex('retrainings_one_open')
      .unique()
      .on('retrainings')
      .column('endpoint')
      .where(sql.ref('is_open'), '=', 1)
      .execute();
    await db.schema
      .createTable('stand_ins')
      .addColumn('key', 'text', (column) => column.primaryKey())
      .addColumn('endpoint', 'text', (column) => column.notNull())
      .addColumn('column_name', 'text', (column) => column.notNull())
      .addColumn('from_version', 'integer', (column) => column.notNull())
      .addColumn('to_version', 'integer', (column) => column.notNull())
      .addColumn('status', 'text', (column) => column.notNull())
      .addColumn('cause', 'text', (column) => column.notNull())
      .addColumn('started_at', 'text', (column) => column.notNull())
      .addColumn('ended_at', 'text')
      .execute();
    await db.schema
      .createIndex('stand_ins_endpoint')
      .on('stand_ins')
      .columns(['endpoint', 'started_at'])
      .execute();
  },
};
