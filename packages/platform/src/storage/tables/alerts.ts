import type { Kysely } from 'kysely';
import type { AlertRecord, AlertStore, NewAlert } from '../../alerts/store.ts';
import type { NewIncidentEvent } from '../../incidents/store.ts';
import { instant } from '../../kit/index.ts';
import { rankOf } from '../../notices/index.ts';
import { fromToken, toPage } from '../cursor.ts';
import type { AlertsTable, Schema } from '../schema.ts';
import { toAlertRecord } from './alert-record.ts';
import type { TableContext } from './context.ts';
import { findByPrefix } from './find-by-prefix.ts';
import { noteWithin, tellIncident, type WriteTools } from './incidents.ts';
import { writeDue, writeResolved } from './notices/index.ts';

/** Alerts in a table. What raises and resolves also writes what routes are to be told, and the timeline of the incident. */
export function alertTable({ db, ...tools }: TableContext): AlertStore {
  const { clock } = tools;
  return {
    raise: (alert) =>
      db.transaction().execute((transaction) => raiseWithin(transaction, tools, alert)),
    resolve: (key) =>
      db.transaction().execute((transaction) => resolveWithin(transaction, tools, key)),
    async find(idOrPrefix) {
      const row = await findByPrefix(db, 'alerts', idOrPrefix);
      return row && toAlertRecord(row);
    },
    async acknowledge(id, { note, who, isFalse = false }) {
      await db.transaction().execute(async (transaction) => {
        const at = instant(clock);
        if (isFalse)
          await transaction
            .updateTable('alerts')
            .set({ is_false: 1 })
            .where('id', '=', id)
            .execute();
        const alert = await transaction
          .updateTable('alerts')
          .set({ status: 'acknowledged', acknowledged_at: at, acknowledged_by: who, note })
          .where('id', '=', id)
          .where('status', '=', 'open')
          .returningAll()
          .executeTakeFirst();
        if (alert === undefined) return;
        const said = note === null ? '' : ` "${note}"`;
        const message = `Somebody looks after it: ${alert.message}${said}`;
        const kind = 'acknowledged';
        const event = eventOf(alert, { kind, key: `${kind}:${alert.severity}`, message, who });
        await noteWithin(transaction, tools, { subject: alert.subject, event });
      });
    },
    async list(statuses, { subject, incident, ...page }) {
      let query = db
        .selectFrom('alerts')
        .selectAll()
        .where('status', 'in', [...statuses])
        .orderBy('id', 'desc')
        .limit(page.limit + 1);
      if (subject !== undefined) query = query.where('subject', '=', subject);
      if (incident !== undefined) query = query.where('incident', '=', incident);
      if (page.after !== undefined) {
        const [id = ''] = fromToken(page.after, 1);
        query = query.where('id', '<', id);
      }
      return toPage((await query.execute()).map(toAlertRecord), page, ({ id }) => [id]);
    },
  };
}

/**
 * Raises an alert in the caller's transaction: what routes are to be told of it and the timeline of its incident are there with it, or
 * not at all.
 */
export async function raiseWithin(
  transaction: Kysely<Schema>,
  tools: WriteTools,
  alert: NewAlert,
): Promise<{ readonly alert: AlertRecord; readonly isNew: boolean }> {
  const counted = await countUp(transaction, tools, alert);
  if (counted === undefined) {
    const opened = opening(alert, tools);
    await transaction.insertInto('alerts').values(opened).execute();
    const incident = await open(transaction, tools, { alert: opened, kind: 'raised' });
    const row = { ...opened, incident };
    await writeDue(transaction, tools, row);
    return { alert: toAlertRecord(row), isNew: true };
  }
  const { row, isWorse } = counted;
  const incident = isWorse
    ? await open(transaction, tools, { alert: row, kind: 'worse' })
    : row.incident;
  if (row.status === 'open') await writeDue(transaction, tools, row);
  return { alert: toAlertRecord({ ...row, incident }), isNew: false };
}

/**
 * Ends the alert of a key in the caller's transaction; those who heard of it are told.
 *
 * @returns False when there is none to end
 */
export async function resolveWithin(
  transaction: Kysely<Schema>,
  tools: WriteTools,
  key: string,
): Promise<boolean> {
  const alert = await transaction
    .updateTable('alerts')
    .set({ status: 'resolved', resolved_at: instant(tools.clock) })
    .where('key', '=', key)
    .where('status', '!=', 'resolved')
    .returningAll()
    .executeTakeFirst();
  if (alert === undefined) return false;
  await writeResolved(transaction, tools, alert);
  const kind = 'resolved';
  const event = eventOf(alert, { kind, key: kind, message: `It is over: ${alert.message}` });
  await noteWithin(transaction, tools, { subject: alert.subject, event });
  return true;
}

/** Ends the alerts of some keys, in their order, in the caller's transaction; see `resolveWithin`. */
export async function resolveAllWithin(
  transaction: Kysely<Schema>,
  tools: WriteTools,
  keys: readonly string[],
): Promise<void> {
  if (keys.length === 0) return;
  const rows = await transaction
    .selectFrom('alerts')
    .select('key')
    .where('key', 'in', [...keys])
    .where('status', '!=', 'resolved')
    .execute();
  const raised = new Set(rows.map(({ key }) => key));
  for (const key of keys) if (raised.has(key)) await resolveWithin(transaction, tools, key);
}

/** The alert that has the key and is not resolved, counted up; open again when it is worse than it ever was. */
async function countUp(
  transaction: Kysely<Schema>,
  { clock }: WriteTools,
  { key, severity, message, hint, cause = null, impact = null, next = null, details }: NewAlert,
): Promise<{ readonly row: AlertsTable; readonly isWorse: boolean } | undefined> {
  const at = instant(clock);
  const before = await transaction
    .updateTable('alerts')
    .set(({ eb }) => ({ count: eb('count', '+', 1), last_at: at }))
    .where('key', '=', key)
    .where('status', '!=', 'resolved')
    .returningAll()
    .executeTakeFirst();
  if (before === undefined) return undefined;
  const isWorse = rankOf(severity) > rankOf(before.worst_severity);
  const row = await transaction
    .updateTable('alerts')
    .set({
      ...{ severity, message, hint, cause, impact, next_command: next },
      details: JSON.stringify(details),
      ...(isWorse ? { worst_severity: severity, worst_at: at, status: 'open' } : {}),
    })
    .where('id', '=', before.id)
    .returningAll()
    .executeTakeFirstOrThrow();
  return { row, isWorse };
}

function opening(alert: NewAlert, { clock, nextId }: WriteTools): AlertsTable {
  const { key, severity, subject, message, hint, cause, impact, next, details } = alert;
  const at = instant(clock);
  return {
    ...{ id: nextId(), key, status: 'open', severity, subject, message, hint },
    ...{ cause: cause ?? null, impact: impact ?? null, next_command: next ?? null },
    details: JSON.stringify(details),
    ...{ count: 1, first_at: at, last_at: at, worst_severity: severity, worst_at: at },
    ...{ acknowledged_at: null, acknowledged_by: null, note: null, is_false: 0 },
    ...{ resolved_at: null, incident: null },
  };
}

/** Writes into the timeline that an alert is there, or worse, which may open an incident. @returns Id of the incident */
async function open(
  transaction: Kysely<Schema>,
  tools: WriteTools,
  { alert, kind }: { readonly alert: AlertsTable; readonly kind: 'raised' | 'worse' },
): Promise<string | null> {
  const event = eventOf(alert, { kind, key: `${kind}:${alert.severity}`, message: alert.message });
  const incident = await tellIncident(transaction, tools, { alert, event });
  if (incident !== alert.incident)
    await transaction.updateTable('alerts').set({ incident }).where('id', '=', alert.id).execute();
  return incident;
}

function eventOf(
  { id, severity, cause, impact }: AlertsTable,
  { key, ...event }: Pick<NewIncidentEvent, 'key' | 'kind' | 'message' | 'who'>,
): NewIncidentEvent {
  return { ...event, key: `alert:${id}:${key}`, details: { alert: id, severity, cause, impact } };
}
