import type { Operations, OutputOf } from '@kaizenml/contracts/operations';
import { formatInstant } from '../format.ts';
import { renderTable } from '../table.ts';
import { nextPage, type Renderers } from './render.ts';

type Webhook = OutputOf<Operations['webhooks']['list']>['items'][number];
type Delivery = OutputOf<Operations['webhooks']['deliveries']>['items'][number];

export const renderWebhooks: Renderers<'webhooks'> = {
  list: ({ items, next }, look) =>
    items.length === 0
      ? 'No webhooks yet; clients of MLflow make them.'
      : renderTable<Webhook>(
          items,
          [
            { title: 'name', cell: ({ name }) => name },
            { title: 'url', cell: ({ url }) => url },
            { title: 'events', cell: ({ events }) => events.join(', ') },
            { title: 'signed', cell: ({ isSigned }) => (isSigned ? 'yes' : 'no') },
            { title: 'active', cell: ({ isActive }) => (isActive ? 'yes' : 'no') },
            { title: 'id', cell: ({ id }) => id },
          ],
          look.style,
        ) + nextPage(next, look),
  deliveries: ({ items }, { style }) =>
    items.length === 0
      ? 'Nothing was to be told yet.'
      : renderTable<Delivery>(
          items,
          [
            { title: 'at', cell: ({ createdAt }) => formatInstant(createdAt) },
            { title: 'what', cell: ({ body }) => eventOf(body) },
            { title: 'state', cell: ({ state }) => state },
            { title: 'tried', align: 'right', cell: ({ nTried }) => String(nTried) },
            { title: 'status', align: 'right', cell: ({ status }) => String(status ?? '–') },
            { title: 'why', cell: ({ why }) => why ?? '–' },
          ],
          style,
        ),
};

function eventOf(body: string): string {
  const { entity, action } = JSON.parse(body) as Readonly<Record<string, string>>;
  return `${entity}.${action}`;
}
