import type { Kysely } from 'kysely';
import type { AuditChange } from '../../audit/index.ts';
import { eventsOf } from '../../webhooks/index.ts';
import type { Schema } from '../schema.ts';
import { appendAudit } from './audit.ts';

/**
 * Writes a change into the trail, and down what webhooks are to be told of it: both in the transaction that makes the change, so that
 * none is without the others.
 */
export async function recordChange(
  transaction: Kysely<Schema>,
  { at, change }: { readonly at: string; readonly change: AuditChange },
): Promise<void> {
  const { hash } = await appendAudit(transaction, { at, change });
  const happened = eventsOf(change);
  if (happened.length === 0) return;
  const webhooks = await transaction
    .selectFrom('webhooks')
    .select(['id', 'events'])
    .where('is_active', '=', 1)
    .orderBy('id')
    .execute();
  for (const webhook of webhooks) {
    const wanted = new Set<string>(JSON.parse(webhook.events));
    for (const [i, { event, payload }] of happened.entries()) {
      if (!wanted.has(`${event.entity}.${event.action}`)) continue;
      const body = JSON.stringify({ ...event, timestamp: at, data: payload });
      await transaction
        .insertInto('webhook_deliveries')
        .values({
          ...{ id: `${hash.slice(0, 32)}-${webhook.id}-${i}`, webhook: webhook.id, body },
          ...{ n_tried: 0, next_at_ms: Date.parse(at), created_at_ms: Date.parse(at) },
          state: 'waiting',
        })
        .execute();
    }
  }
}
