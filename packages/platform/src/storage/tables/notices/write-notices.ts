import type { Kysely } from 'kysely';
import { dueNotice, type NoticeKind } from '../../../notices/index.ts';
import type { AlertRoutesTable, AlertsTable, NoticesTable, Schema } from '../../schema.ts';
import { toAlertRecord } from '../alert-record.ts';
import type { WriteTools } from '../incidents.ts';
import { heardOf } from './heard-of.ts';
import { readRoutes, toRoute } from './routes.ts';
import { toSilence } from './silences.ts';

/**
 * Writes down what routes are to be told of an alert now, in the caller's transaction, which holds the alert.
 *
 * @returns How many notices were written
 */
export async function writeDue(
  transaction: Kysely<Schema>,
  tools: WriteTools,
  alert: AlertsTable,
): Promise<number> {
  const routes = await readRoutes(transaction);
  if (routes.length === 0) return 0;
  const silences = (await silencesAfter(transaction, Date.parse(alert.worst_at))).map(toSilence);
  const heard = (await heardOf(transaction, alert.id)).get(alert.id) ?? new Map();
  const nowMs = tools.clock.now();
  let nWritten = 0;
  for (const route of routes) {
    const choice = { silences, heard: heard.get(route.id), nowMs };
    const kind = dueNotice(toAlertRecord(alert), toRoute(route), choice);
    if (kind === undefined) continue;
    await insertNotice(transaction, tools, { kind, alert, route });
    nWritten += 1;
  }
  return nWritten;
}

/** Writes down that an alert is over, for those who heard of it or are about to. */
export async function writeResolved(
  transaction: Kysely<Schema>,
  tools: WriteTools,
  alert: AlertsTable,
): Promise<void> {
  const heard = (await heardOf(transaction, alert.id)).get(alert.id) ?? new Map();
  for (const route of await readRoutes(transaction))
    if (heard.has(route.id))
      await insertNotice(transaction, tools, { kind: 'resolved', alert, route });
}

/** Writes a notice down: it is due at once. @returns Its id */
export async function insertNotice(
  transaction: Kysely<Schema>,
  { clock, nextId }: WriteTools,
  {
    kind,
    alert,
    route,
  }: {
    readonly kind: NoticeKind;
    readonly alert: AlertsTable;
    readonly route: AlertRoutesTable;
  },
): Promise<string> {
  const nowMs = clock.now();
  const row: NoticesTable = {
    ...{ id: nextId(), kind, alert: kind === 'trial' ? null : alert.id },
    ...{ route: route.id, route_name: route.name },
    said: kind === 'resolved' ? 'resolved' : alert.severity,
    snapshot: JSON.stringify(toAlertRecord(alert)),
    ...{ state: 'waiting', n_tried: 0, next_at_ms: nowMs, created_at_ms: nowMs },
    ...{ tried_at_ms: null, status: null, why: null },
  };
  await transaction.insertInto('notices').values(row).execute();
  return row.id;
}

/** Silences that were not over at an instant. */
export async function silencesAfter(transaction: Kysely<Schema>, atMs: number) {
  return await transaction
    .selectFrom('silences')
    .selectAll()
    .where('until_ms', '>', atMs)
    .orderBy('id')
    .execute();
}
