import { type Kysely, sql } from 'kysely';
import type { Migration } from './migration.ts';

/** What an alert means and how bad it was, who hears of which alerts, when nobody does, and what is on its way to them. */
export const notices: Migration = {
  version: 38,
  name: 'notices',
  async up(db) {
    await extendAlerts(db);
    await createRoutes(db);
    await createNotices(db);
  },
};

async function extendAlerts(db: Kysely<unknown>): Promise<void> {
  for (const column of ['cause', 'impact', 'next_command', 'acknowledged_by'])
    await db.schema.alterTable('alerts').addColumn(column, 'text').execute();
  for (const column of ['worst_severity', 'worst_at'])
    await db.schema
      .alterTable('alerts')
      .addColumn(column, 'text', (added) => added.notNull().defaultTo(''))
      .execute();
  await db.schema
    .alterTable('alerts')
    .addColumn('is_false', 'integer', (column) => column.notNull().defaultTo(0))
    .execute();
  await sql`update alerts set worst_severity = severity, worst_at = first_at`.execute(db);
}

async function createRoutes(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('alert_routes')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('name', 'text', (column) => column.notNull().unique())
    .addColumn('match', 'text', (column) => column.notNull())
    .addColumn('severity', 'text', (column) => column.notNull())
    .addColumn('channel', 'text', (column) => column.notNull())
    .addColumn('shown', 'text', (column) => column.notNull())
    .addColumn('sealed_target', 'text', (column) => column.notNull())
    .addColumn('after_ms', 'bigint', (column) => column.notNull())
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addColumn('created_by', 'text')
    .execute();
  await db.schema
    .createTable('silences')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('match', 'text', (column) => column.notNull())
    .addColumn('from_ms', 'bigint', (column) => column.notNull())
    .addColumn('until_ms', 'bigint', (column) => column.notNull())
    .addColumn('who', 'text')
    .addColumn('why', 'text', (column) => column.notNull())
    .execute();
  await db.schema.createIndex('silences_until').on('silences').column('until_ms').execute();
}

async function createNotices(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('notices')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('alert', 'text', (column) => column.references('alerts.id'))
    .addColumn('route', 'text', (column) => column.notNull())
    .addColumn('route_name', 'text', (column) => column.notNull())
    .addColumn('said', 'text', (column) => column.notNull())
    .addColumn('snapshot', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('n_tried', 'integer', (column) => column.notNull())
    .addColumn('next_at_ms', 'bigint', (column) => column.notNull())
    .addColumn('created_at_ms', 'bigint', (column) => column.notNull())
    .addColumn('tried_at_ms', 'bigint')
    .addColumn('status', 'integer')
    .addColumn('why', 'text')
    .execute();
  await db.schema
    .createIndex('notices_said_once')
    .unique()
    .on('notices')
    .columns(['alert', 'route', 'said'])
    .where(sql.ref('state'), '!=', 'withdrawn')
    .execute();
  await db.schema
    .createIndex('notices_due')
    .on('notices')
    .columns(['state', 'next_at_ms', 'id'])
    .execute();
  await db.schema.createIndex('notices_made').on('notices').column('created_at_ms').execute();
}
