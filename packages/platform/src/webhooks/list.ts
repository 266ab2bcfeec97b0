import { AppError } from '@kaizenml/contracts';
import type { Handler, Operations } from '@kaizenml/contracts/operations';
import type { WebhookStore } from './store.ts';

/** Webhooks without their secrets, the oldest first. */
export const listWebhooks =
  (webhooks: Pick<WebhookStore, 'list'>): Handler<Operations['webhooks']['list']> =>
  async (asked) => {
    const { items, next } = await webhooks.list(asked);
    return {
      items: items.map(({ id, name, description, url, events, isActive, sealedSecret, ...at }) => ({
        ...{ id, name, description, url, isActive, isSigned: sealedSecret !== null },
        events: events.map(({ entity, action }) => `${entity}.${action}`),
        ...{ createdAt: at.createdAt, updatedAt: at.updatedAt },
      })),
      ...(next === undefined ? {} : { next }),
    };
  };

/** What a webhook was told and is to be told, the newest first. */
export const listDeliveries =
  (
    webhooks: Pick<WebhookStore, 'find' | 'deliveries'>,
  ): Handler<Operations['webhooks']['deliveries']> =>
  async ({ id, limit }) => {
    if ((await webhooks.find(id)) === undefined)
      throw new AppError('WEBHOOK_NOT_FOUND', {
        message: `No webhook has the id "${id}".`,
        hint: 'See them with `kaizen webhooks list`.',
        details: { id },
      });
    const items = await webhooks.deliveries(id, limit);
    return { items: items.map((each) => ({ ...each })) };
  };
