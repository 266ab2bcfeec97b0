import type { Kysely } from 'kysely';
import type { AuditChange } from '../../audit/index.ts';
import { instant } from '../../kit/index.ts';
import { EVENTS } from '../../webhooks/index.ts';
import type { Webhook, WebhookChange, WebhookStore } from '../../webhooks/store.ts';
import { fromToken, toPage } from '../cursor.ts';
import type { Schema, WebhookDeliveriesTable, WebhooksTable } from '../schema.ts';
import type { TableContext } from './context.ts';
import { recordChange } from './record-change.ts';

/** Webhooks, and what they are still to be told, in tables. */
export function webhookTable({ db, clock, nextId }: TableContext): WebhookStore {
  const find = async (from: Kysely<Schema>, id: string): Promise<WebhooksTable | undefined> =>
    from.selectFrom('webhooks').selectAll().where('id', '=', id).executeTakeFirst();
  return {
    create: (webhook, reason) =>
      db.transaction().execute(async (transaction) => {
        const at = instant(clock);
        const row = {
          ...{ id: nextId(), created_at: at, updated_at: at },
          ...toColumns(webhook),
        } as WebhooksTable;
        await transaction.insertInto('webhooks').values(row).execute();
        const change = { action: 'webhook.create', name: row.id, to: told(row) } as const;
        await recordChange(transaction, { at, change: { ...reason, ...change } });
        return fromRow(row);
      }),
    async find(id) {
      const row = await find(db, id);
      return row && fromRow(row);
    },
    async list(page) {
      let query = db
        .selectFrom('webhooks')
        .selectAll()
        .orderBy('id')
        .limit(page.limit + 1);
      if (page.after !== undefined) {
        const [id = ''] = fromToken(page.after, 1);
        query = query.where('id', '>', id);
      }
      return toPage((await query.execute()).map(fromRow), page, ({ id }) => [id]);
    },
    change: (id, change, reason) =>
      db.transaction().execute(async (transaction) => {
        const at = instant(clock);
        const before = await find(transaction, id);
        if (before === undefined) return undefined;
        await transaction
          .updateTable('webhooks')
          .set({ ...toColumns(change), updated_at: at })
          .where('id', '=', id)
          .execute();
        const row = { ...before, ...toColumns(change), updated_at: at };
        const audited = { action: 'webhook.change', name: id, from: told(before), to: told(row) };
        await recordChange(transaction, { at, change: { ...reason, ...audited } as AuditChange });
        return fromRow(row);
      }),
    remove: (id, reason) =>
      db.transaction().execute(async (transaction) => {
        const before = await find(transaction, id);
        if (before === undefined) return false;
        await transaction.deleteFrom('webhooks').where('id', '=', id).execute();
        const at = instant(clock);
        const change = { action: 'webhook.delete', name: id, from: told(before) } as const;
        await recordChange(transaction, { at, change: { ...reason, ...change } });
        return true;
      }),
    claim: ({ limit, leaseMs }) =>
      db.transaction().execute(async (transaction) => {
        const nowMs = clock.now();
        const due = await transaction
          .selectFrom('webhook_deliveries')
          .selectAll()
          .where('state', '=', 'waiting')
          .where('next_at_ms', '<=', nowMs)
          .orderBy('next_at_ms')
          .orderBy('id')
          .limit(limit)
          .execute();
        const claimed = [];
        for (const { id, webhook, body, n_tried: nTried } of due) {
          await transaction
            .updateTable('webhook_deliveries')
            .set({ next_at_ms: nowMs + leaseMs })
            .where('id', '=', id)
            .execute();
          const row = await find(transaction, webhook);
          if (row !== undefined) claimed.push({ id, webhook: fromRow(row), body, nTried });
        }
        return claimed;
      }),
    async settle(id, status) {
      await db.transaction().execute(async (transaction) => {
        await over(transaction, id, { state: 'told', status, why: null, nowMs: clock.now() });
      });
    },
    async postpone(id, { inMs, why, status = null }) {
      const nowMs = clock.now();
      await db.transaction().execute(async (transaction) => {
        if (inMs === null) await over(transaction, id, { state: 'given-up', status, why, nowMs });
        else
          await transaction
            .updateTable('webhook_deliveries')
            .set(({ eb, ref }) => ({
              n_tried: eb(ref('n_tried'), '+', 1),
              ...{ next_at_ms: nowMs + inMs, tried_at_ms: nowMs, why, status },
            }))
            .where('id', '=', id)
            .execute();
      });
    },
    async deliveries(webhook, limit) {
      const rows = await db
        .selectFrom('webhook_deliveries')
        .selectAll()
        .where('webhook', '=', webhook)
        .orderBy('created_at_ms', 'desc')
        .orderBy('id', 'desc')
        .limit(limit)
        .execute();
      return rows.map(({ id, state, body, n_tried: nTried, why, status, ...row }) => ({
        ...{ id, state, body, nTried, why, status },
        createdAt: new Date(Number(row.created_at_ms)).toISOString(),
        triedAt: row.tried_at_ms === null ? null : new Date(Number(row.tried_at_ms)).toISOString(),
      }));
    },
  };
}

/** Deliveries of a webhook that stay after they are over. */
const MOST_KEPT = 200;

/** Writes down how a delivery ended, and forgets the oldest ones that have. */
async function over(
  transaction: Kysely<Schema>,
  id: string,
  {
    nowMs,
    ...ended
  }: Pick<WebhookDeliveriesTable, 'status' | 'why'> & {
    readonly state: 'told' | 'given-up';
    readonly nowMs: number;
  },
): Promise<void> {
  const row = await transaction
    .updateTable('webhook_deliveries')
    .set(({ eb, ref }) => ({
      n_tried: eb(ref('n_tried'), '+', 1),
      ...{ ...ended, tried_at_ms: nowMs },
    }))
    .where('id', '=', id)
    .returning('webhook')
    .executeTakeFirst();
  if (row === undefined) return;
  const ofIt = transaction
    .selectFrom('webhook_deliveries')
    .where('webhook', '=', row.webhook)
    .where('state', '!=', 'waiting');
  const [oldest] = await ofIt
    .select(['created_at_ms'])
    .orderBy('created_at_ms', 'desc')
    .offset(MOST_KEPT)
    .limit(1)
    .execute();
  if (oldest === undefined) return;
  await transaction
    .deleteFrom('webhook_deliveries')
    .where('webhook', '=', row.webhook)
    .where('state', '!=', 'waiting')
    .where('created_at_ms', '<=', oldest.created_at_ms)
    .execute();
}

/** What the trail says of a webhook; never its secret. */
function told({ name, url, events, is_active, sealed_secret }: WebhooksTable): object {
  return {
    ...{ name, url, events: JSON.parse(events), isActive: is_active === 1 },
    isSigned: sealed_secret !== null,
  };
}

function toColumns({ events, isActive, sealedSecret, ...same }: WebhookChange) {
  return {
    ...same,
    ...(events && {
      events: JSON.stringify(events.map(({ entity, action }) => `${entity}.${action}`)),
    }),
    ...(isActive !== undefined && { is_active: Number(isActive) }),
    ...(sealedSecret !== undefined && { sealed_secret: sealedSecret }),
  };
}

function fromRow(row: WebhooksTable): Webhook {
  const wanted = new Set<string>(JSON.parse(row.events));
  return {
    ...{ id: row.id, name: row.name, description: row.description, url: row.url },
    events: EVENTS.filter(({ entity, action }) => wanted.has(`${entity}.${action}`)),
    isActive: row.is_active === 1,
    ...{ createdAt: row.created_at, updatedAt: row.updated_at },
    sealedSecret: row.sealed_secret,
  };
}
