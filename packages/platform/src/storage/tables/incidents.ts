import type { Kysely } from 'kysely';
import type { IncidentRecord, IncidentStore, NewIncidentEvent } from '../../incidents/store.ts';
import { instant } from '../../kit/index.ts';
import { rankOf } from '../../notices/index.ts';
import { fromToken, toPage } from '../cursor.ts';
import type { AlertsTable, IncidentEventsTable, IncidentsTable, Schema } from '../schema.ts';
import type { TableContext } from './context.ts';
import { findByPrefix } from './find-by-prefix.ts';

/** What is written with. */
export type WriteTools = Pick<TableContext, 'clock' | 'nextId'>;

/** Incidents in tables. */
export function incidentTable({ db, ...tools }: TableContext): IncidentStore {
  return {
    note: (subject, event) =>
      db.transaction().execute((transaction) => noteWithin(transaction, tools, { subject, event })),
    noteAt: (id, event) =>
      db.transaction().execute(async (transaction) => {
        const incident = await lockIncident(transaction, { id });
        return incident !== undefined && (await append(transaction, tools, { incident, event }));
      }),
    async find(idOrPrefix) {
      const row = await findByPrefix(db, 'incidents', idOrPrefix);
      return row && toRecord(row);
    },
    async list({ status, subject }, page) {
      let query = db
        .selectFrom('incidents')
        .selectAll()
        .orderBy('id', 'desc')
        .limit(page.limit + 1);
      if (status !== undefined) query = query.where('status', '=', status);
      if (subject !== undefined) query = query.where('subject', '=', subject);
      if (page.after !== undefined) {
        const [id = ''] = fromToken(page.after, 1);
        query = query.where('id', '<', id);
      }
      return toPage((await query.execute()).map(toRecord), page, ({ id }) => [id]);
    },
    async events(id) {
      const rows = await db
        .selectFrom('incident_events')
        .selectAll()
        .where('incident', '=', id)
        .orderBy('at')
        .orderBy('id')
        .execute();
      return rows.map(({ at, key, kind, message, who, details }) => ({
        ...{ at, key, kind, message, who },
        details: JSON.parse(details) as Record<string, unknown>,
      }));
    },
  };
}

/**
 * Adds to the timeline of the open incident of a subject, in the caller's transaction; what ends the last work of it closes it.
 *
 * @returns False where none is open, or the key was noted before
 */
export async function noteWithin(
  transaction: Kysely<Schema>,
  tools: WriteTools,
  { subject, event }: { readonly subject: string; readonly event: NewIncidentEvent },
): Promise<boolean> {
  const incident = await lockIncident(transaction, { subject });
  if (incident === undefined) return false;
  return await append(transaction, tools, { incident, event });
}

/**
 * Adds an event of an alert to its incident, which a first alert of `warning` or `error` opens.
 *
 * @returns Id of the incident; null for an alert of `info` without one
 */
export async function tellIncident(
  transaction: Kysely<Schema>,
  tools: WriteTools,
  {
    alert,
    event,
  }: {
    readonly alert: Pick<AlertsTable, 'subject' | 'severity' | 'message'>;
    readonly event: NewIncidentEvent;
  },
): Promise<string | null> {
  const { subject, severity, message: title } = alert;
  let incident = await lockIncident(transaction, { subject });
  if (incident === undefined) {
    if (severity === 'info') return null;
    const row = {
      ...({ id: tools.nextId(), subject, status: 'open', title, severity } as const),
      ...{ opened_at: instant(tools.clock), closed_at: null },
    };
    await transaction.insertInto('incidents').values(row).execute();
    incident = row;
  } else if (rankOf(severity) > rankOf(incident.severity))
    await transaction
      .updateTable('incidents')
      .set({ severity })
      .where('id', '=', incident.id)
      .execute();
  await append(transaction, tools, { incident, event });
  return incident.id;
}

async function append(
  transaction: Kysely<Schema>,
  { clock, nextId }: WriteTools,
  { incident, event }: { readonly incident: IncidentsTable; readonly event: NewIncidentEvent },
): Promise<boolean> {
  const { key, kind, message, who = null, details = {}, work } = event;
  const row: IncidentEventsTable = {
    ...{ id: nextId(), incident: incident.id, subject: incident.subject, key, kind, message, who },
    ...{ at: instant(clock), details: JSON.stringify(details) },
    ...{ work: work?.key ?? null, work_state: work?.state ?? null },
  };
  const { numInsertedOrUpdatedRows } = await transaction
    .insertInto('incident_events')
    .values(row)
    .onConflict((conflict) => conflict.columns(['subject', 'key']).doNothing())
    .executeTakeFirst();
  if (numInsertedOrUpdatedRows !== 1n) return false;
  if (incident.status === 'open') await closeIfOver(transaction, { clock, incident });
  return true;
}

/** Closes an incident of which no alert that matters is left, and no work that was begun. */
async function closeIfOver(
  transaction: Kysely<Schema>,
  { clock, incident }: Pick<WriteTools, 'clock'> & { readonly incident: IncidentsTable },
): Promise<void> {
  const left = await transaction
    .selectFrom('alerts')
    .select('id')
    .where('subject', '=', incident.subject)
    .where('status', '!=', 'resolved')
    .where('worst_severity', '!=', 'info')
    .limit(1)
    .executeTakeFirst();
  if (left !== undefined) return;
  const works = await transaction
    .selectFrom('incident_events')
    .select(['work', 'work_state'])
    .where('incident', '=', incident.id)
    .where('work', 'is not', null)
    .execute();
  const ended = new Set(
    works.filter(({ work_state }) => work_state === 'ended').map(({ work }) => work),
  );
  if (works.some(({ work }) => !ended.has(work))) return;
  await transaction
    .updateTable('incidents')
    .set({ status: 'closed', closed_at: instant(clock) })
    .where('id', '=', incident.id)
    .execute();
}

/** The incident, which nobody else changes until the transaction ends; by its subject only an open one. */
async function lockIncident(
  transaction: Kysely<Schema>,
  which: { readonly id: string } | { readonly subject: string },
): Promise<IncidentsTable | undefined> {
  let query = transaction.updateTable('incidents').set(({ ref }) => ({ status: ref('status') }));
  query =
    'id' in which
      ? query.where('id', '=', which.id)
      : query.where('subject', '=', which.subject).where('status', '=', 'open');
  return await query.returningAll().executeTakeFirst();
}

function toRecord({ opened_at, closed_at, ...row }: IncidentsTable): IncidentRecord {
  return { ...row, openedAt: opened_at, closedAt: closed_at };
}
