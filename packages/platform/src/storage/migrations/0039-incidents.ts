import { sql } from 'kysely';
import type { Migration } from './migration.ts';

/** What is the matter with a subject as a whole, and what was found and done meanwhile. */
export const incidents: Migration = {
  version: 39,
  name: 'incidents',
  async up(db) {
    await db.schema
      .createTable('incidents')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('subject', 'text', (column) => column.notNull())
      .addColumn('status', 'text', (column) => column.notNull())
      .addColumn('title', 'text', (column) => column.notNull())
      .addColumn('severity', 'text', (column) => column.notNull())
      .addColumn('opened_at', 'text', (column) => column.notNull())
      .addColumn('closed_at', 'text')
      .execute();
    await db.schema
      .createIndex('incidents_open')
      .unique()
      .on('incidents')
      .column('subject')
      .where(sql.ref('status'), '=', 'open')
      .execute();
    await db.schema
      .createTable('incident_events')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('incident', 'text', (column) => column.notNull().references('incidents.id'))
      .addColumn('subject', 'text', (column) => column.notNull())
      .addColumn('key', 'text', (column) => column.notNull())
      .addColumn('at', 'text', (column) => column.notNull())
      .addColumn('kind', 'text', (column) => column.notNull())
      .addColumn('message', 'text', (column) => column.notNull())
      .addColumn('who', 'text')
      .addColumn('details', 'text', (column) => column.notNull())
      .addColumn('work', 'text')
      .addColumn('work_state', 'text')
      .addUniqueConstraint('incident_events_once', ['subject', 'key'])
      .execute();
    await db.schema
      .createIndex('incident_events_of')
      .on('incident_events')
      .columns(['incident', 'at', 'id'])
      .execute();
    await db.schema.alterTable('alerts').addColumn('incident', 'text').execute();
    await db.schema
      .createIndex('alerts_of_incidents')
      .on('alerts')
      .columns(['incident', 'id'])
      .execute();
    await db.schema
      .createIndex('alerts_of_subjects')
      .on('alerts')
      .columns(['subject', 'status'])
      .execute();
  },
};
