import type { Kysely } from 'kysely';
import type { AlertRecord, AlertStatus, AlertStore, NewAlert } from '../../alerts/store.ts';
import { instant } from '../../kit/index.ts';
import { fromToken, toPage } from '../cursor.ts';
import type { AlertsTable, Schema } from '../schema.ts';
import type { TableContext } from './context.ts';

const MIN_PREFIX = 6;
const ID_LENGTH = 26;

/** Alerts in a table. */
export function alertTable({ db, clock, nextId }: TableContext): AlertStore {
  return {
    raise: (alert) =>
      db.transaction().execute(async (transaction) => {
        const at = instant(clock);
        const counted = await countUp(transaction, alert, at);
        if (counted !== undefined) return { alert: toRecord(counted), isNew: false };
        const opened = await transaction
          .insertInto('alerts')
          .values(opening(alert, nextId(), at))
          .returningAll()
          .executeTakeFirstOrThrow();
        return { alert: toRecord(opened), isNew: true };
      }),
    async resolve(key) {
      const { numUpdatedRows } = await db
        .updateTable('alerts')
        .set({ status: 'resolved', resolved_at: instant(clock) })
        .where('key', '=', key)
        .where('status', '!=', 'resolved')
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    },
    async find(idOrPrefix) {
      const prefix = idOrPrefix.toUpperCase();
      if (prefix.length < MIN_PREFIX || prefix.length > ID_LENGTH) return undefined;
      const rows = await db
        .selectFrom('alerts')
        .selectAll()
        .where('id', '>=', prefix)
        .where('id', '<=', prefix.padEnd(ID_LENGTH, 'Z'))
        .limit(2)
        .execute();
      return rows.length === 1 && rows[0] !== undefined ? toRecord(rows[0]) : undefined;
    },
    async acknowledge(id, note) {
      await db
        .updateTable('alerts')
        .set({ status: 'acknowledged', acknowledged_at: instant(clock), note })
        .where('id', '=', id)
        .where('status', '=', 'open')
        .execute();
    },
    async list(statuses, page) {
      let query = db
        .selectFrom('alerts')
        .selectAll()
        .where('status', 'in', [...statuses])
        .orderBy('id', 'desc')
        .limit(page.limit + 1);
      if (page.after !== undefined) {
        const [id = ''] = fromToken(page.after, 1);
        query = query.where('id', '<', id);
      }
      const rows = await query.execute();
      return toPage(rows.map(toRecord), page, ({ id }) => [id]);
    },
  };
}

/** The alert that has the key and is not resolved, counted up. */
async function countUp(
  transaction: Kysely<Schema>,
  { key, severity, message, hint, details }: NewAlert,
  at: string,
): Promise<AlertsTable | undefined> {
  return await transaction
    .updateTable('alerts')
    .set(({ eb }) => ({
      count: eb('count', '+', 1),
      last_at: at,
      severity,
      message,
      hint,
      details: JSON.stringify(details),
    }))
    .where('key', '=', key)
    .where('status', '!=', 'resolved')
    .returningAll()
    .executeTakeFirst();
}

function opening(alert: NewAlert, id: string, at: string): AlertsTable {
  return {
    ...alert,
    id,
    details: JSON.stringify(alert.details),
    status: 'open',
    count: 1,
    first_at: at,
    last_at: at,
    acknowledged_at: null,
    note: null,
    resolved_at: null,
  };
}

function toRecord(row: AlertsTable): AlertRecord {
  return {
    id: row.id,
    key: row.key,
    status: row.status as AlertStatus,
    severity: row.severity,
    subject: row.subject,
    message: row.message,
    hint: row.hint,
    details: JSON.parse(row.details) as Record<string, unknown>,
    count: row.count,
    firstAt: row.first_at,
    lastAt: row.last_at,
    acknowledgedAt: row.acknowledged_at,
    note: row.note,
    resolvedAt: row.resolved_at,
  };
}
