import type { Kysely } from 'kysely';
import type { AlertRecord } from '../../../alerts/store.ts';
import {
  dueNotice,
  isSilenced,
  type NoticeState,
  type NoticeStore,
} from '../../../notices/index.ts';
import type { NoticesTable, Schema } from '../../schema.ts';
import { toAlertRecord } from '../alert-record.ts';
import type { TableContext } from '../context.ts';
import { noteWithin, type WriteTools } from '../incidents.ts';
import { snapshot } from '../snapshot.ts';
import { heardOf } from './heard-of.ts';
import { readRoutes, toRoute } from './routes.ts';
import { toSilence } from './silences.ts';
import { silencesAfter, writeDue } from './write-notices.ts';

type Verbs = 'look' | 'claim' | 'settle' | 'postpone';

/** A notice that an alert is over waits so long for the one that it was there, milliseconds. */
const AFTER_EACH_OTHER_MS = 1000;
const KEPT_MS = 400 * 86_400_000;

/** Notices that wait to be told, in a table. */
export function outbox({ db, ...tools }: TableContext): Pick<NoticeStore, Verbs> {
  const { clock } = tools;
  return {
    async look() {
      let nWritten = 0;
      for (const id of await toLookAt(db, clock.now()))
        nWritten += await db.transaction().execute((transaction) => lookAt(transaction, tools, id));
      await forgetOld(db, clock.now());
      return nWritten;
    },
    claim: ({ limit, leaseMs }) =>
      db.transaction().execute(async (transaction) => {
        const nowMs = clock.now();
        const due = await transaction
          .selectFrom('notices')
          .selectAll()
          .where('state', '=', 'waiting')
          .where('next_at_ms', '<=', nowMs)
          .orderBy('next_at_ms')
          .orderBy('id')
          .limit(limit)
          .execute();
        const routes = new Map((await readRoutes(transaction)).map((route) => [route.id, route]));
        const silences = (await silencesAfter(transaction, nowMs)).map(toSilence);
        const claimed = [];
        for (const row of due) {
          const alert = JSON.parse(row.snapshot) as AlertRecord;
          const route = routes.get(row.route);
          const isQuiet = row.kind !== 'resolved' && isSilenced(alert, silences, nowMs);
          const withdrawn = async (why: string): Promise<void> =>
            over(transaction, row.id, { state: 'withdrawn', why });
          const before = await beforeIt(transaction, row);
          if (route === undefined) await withdrawn('The route was removed.');
          else if (isQuiet && row.kind !== 'trial') await withdrawn('The alert was silenced.');
          else if (row.kind === 'escalated' && !(await isOpen(transaction, row.alert)))
            await withdrawn('Somebody looks after the alert, or it is over.');
          else if (before === 'none') await withdrawn('Its receiver was never told of the alert.');
          else if (before === 'waiting') await later(transaction, row, nowMs + AFTER_EACH_OTHER_MS);
          else if (await later(transaction, row, nowMs + leaseMs))
            claimed.push({
              ...{ id: row.id, kind: row.kind, route: toRoute(route), alert, nTried: row.n_tried },
              createdAt: new Date(Number(row.created_at_ms)).toISOString(),
            });
        }
        return claimed;
      }),
    async settle(id, { status, why }) {
      await db.transaction().execute(async (transaction) => {
        const told = { state: 'told', status, why: why ?? null, nowMs: clock.now() } as const;
        await over(transaction, id, told, tools);
      });
    },
    async postpone(id, { inMs, why, status = null }) {
      const nowMs = clock.now();
      await db.transaction().execute(async (transaction) => {
        if (inMs === null)
          await over(transaction, id, { state: 'given-up', status, why, nowMs }, tools);
        else
          await transaction
            .updateTable('notices')
            .set(({ eb, ref }) => ({
              n_tried: eb(ref('n_tried'), '+', 1),
              ...{ next_at_ms: nowMs + inMs, tried_at_ms: nowMs, why, status },
            }))
            .where('id', '=', id)
            .where('state', '=', 'waiting')
            .execute();
      });
    },
  };
}

/** Open alerts of which a route has something to hear: found by reading alone, since most looks find nothing. */
async function toLookAt(db: Kysely<Schema>, nowMs: number): Promise<readonly string[]> {
  return await snapshot(db, async (transaction) => {
    const routes = (await readRoutes(transaction)).map(toRoute);
    if (routes.length === 0) return [];
    const open = await transaction
      .selectFrom('alerts')
      .selectAll()
      .where('status', '=', 'open')
      .orderBy('id')
      .execute();
    if (open.length === 0) return [];
    const since = Math.min(...open.map(({ worst_at }) => Date.parse(worst_at)));
    const silences = (await silencesAfter(transaction, since)).map(toSilence);
    const heard = await heardOf(transaction);
    return open
      .filter((row) =>
        routes.some((route) => {
          const heardByIt = heard.get(row.id)?.get(route.id);
          const alert = toAlertRecord(row);
          return dueNotice(alert, route, { silences, heard: heardByIt, nowMs }) !== undefined;
        }),
      )
      .map(({ id }) => id);
  });
}

/** Removes notices that are over and so old that nobody counts them any more. */
async function forgetOld(db: Kysely<Schema>, nowMs: number): Promise<void> {
  await db
    .deleteFrom('notices')
    .where('created_at_ms', '<', nowMs - KEPT_MS)
    .where('state', '!=', 'waiting')
    .where(({ eb, or, selectFrom }) =>
      or([
        eb('alert', 'is', null),
        eb('alert', 'in', selectFrom('alerts').select('id').where('status', '=', 'resolved')),
      ]),
    )
    .execute();
}

/** Writes down what is due of an open alert, which nobody else changes meanwhile. */
async function lookAt(transaction: Kysely<Schema>, tools: WriteTools, id: string): Promise<number> {
  const alert = await transaction
    .updateTable('alerts')
    .set(({ ref }) => ({ status: ref('status') }))
    .where('id', '=', id)
    .where('status', '=', 'open')
    .returningAll()
    .executeTakeFirst();
  return alert === undefined ? 0 : await writeDue(transaction, tools, alert);
}

/** Of a notice that an alert is over: whether the route was told that it was there, is about to be, or never was. */
async function beforeIt(
  transaction: Kysely<Schema>,
  { kind, alert, route }: NoticesTable,
): Promise<'told' | 'waiting' | 'none'> {
  if (kind !== 'resolved') return 'told';
  const rows = await transaction
    .selectFrom('notices')
    .select('state')
    .where('alert', '=', alert)
    .where('route', '=', route)
    .where('kind', '!=', 'resolved')
    .execute();
  if (rows.some(({ state }) => state === 'waiting')) return 'waiting';
  return rows.some(({ state }) => state === 'told') ? 'told' : 'none';
}

async function isOpen(transaction: Kysely<Schema>, alert: string | null): Promise<boolean> {
  const row = await transaction
    .selectFrom('alerts')
    .select('status')
    .where('id', '=', alert)
    .executeTakeFirst();
  return row?.status === 'open';
}

/** @returns False when another process has taken it meanwhile */
async function later(
  transaction: Kysely<Schema>,
  { id, next_at_ms: before }: NoticesTable,
  atMs: number,
): Promise<boolean> {
  const { numUpdatedRows } = await transaction
    .updateTable('notices')
    .set({ next_at_ms: atMs })
    .where('id', '=', id)
    .where('state', '=', 'waiting')
    .where('next_at_ms', '=', before)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Writes down how a notice ended, unless it has; what was tried is a part of the incident. */
async function over(
  transaction: Kysely<Schema>,
  id: string,
  {
    state,
    why,
    status = null,
    nowMs,
  }: {
    readonly state: Exclude<NoticeState, 'waiting'>;
    readonly why: string | null;
    readonly status?: number | null;
    readonly nowMs?: number;
  },
  tools?: WriteTools,
): Promise<void> {
  const row = await transaction
    .updateTable('notices')
    .set(({ eb, ref }) => ({
      ...{ state, why, status },
      ...(nowMs === undefined ? {} : { n_tried: eb(ref('n_tried'), '+', 1), tried_at_ms: nowMs }),
    }))
    .where('id', '=', id)
    .where('state', '=', 'waiting')
    .returningAll()
    .executeTakeFirst();
  if (row === undefined || row.alert === null || tools === undefined) return;
  const { subject } = JSON.parse(row.snapshot) as AlertRecord;
  const message =
    state === 'told'
      ? `"${row.route_name}" was told (${row.kind}).`
      : `"${row.route_name}" could not be told (${row.kind}): ${why ?? ''}`;
  const details = { notice: row.id, route: row.route_name, notified: row.kind, alert: row.alert };
  const event = { key: `notice:${row.id}`, kind: state, message, details };
  await noteWithin(transaction, tools, { subject, event });
}
