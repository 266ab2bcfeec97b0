import type { Order } from './condition.ts';
import { readField } from './read-field.ts';
import { SEARCH_WORDS, type SearchKind } from './search-kind.ts';
import { readTokens } from './token-reader.ts';

/** Fields of an order, at most. */
export const MAX_ORDERS = 20;

/**
 * Reads orders such as `metrics.accuracy DESC`; without a word for it the least comes first. Things without the field come
 * last either way, behind metrics that are not a number.
 *
 * @throws SEARCH_INVALID, also for a field that is named twice
 */
export function parseOrderBy(list: readonly string[], kind: SearchKind): readonly Order[] {
  const orders: Order[] = [];
  for (const text of list) {
    const reader = readTokens(text);
    if (orders.length === MAX_ORDERS)
      reader.refuse('no more fields', `An order has ${MAX_ORDERS} fields at most.`);
    const token = reader.peek();
    const { field } = readField(reader, { kind, isOrder: true });
    if (orders.some((one) => one.field.of === field.of && one.field.key === field.key))
      reader.refuse('a field that is not ordered by yet', 'Name each field once.', token);
    const isDescending = reader.takeWord('DESC') !== undefined;
    if (!isDescending) reader.takeWord('ASC');
    if (reader.peek().kind !== 'end')
      reader.refuse(
        'ASC, DESC or the end',
        `Each field is a text of its own: \`${toExample(kind)} DESC\`. What has no such field comes last.`,
      );
    orders.push({ field, isDescending });
  }
  return orders;
}

/**
 * The order of logged models that a client names without a grammar: an attribute, or `metrics.` and any name as it is.
 *
 * @throws SEARCH_INVALID
 */
export function toLoggedModelOrder(
  name: string,
  { isDescending }: { readonly isDescending: boolean },
): Order {
  const key = name.startsWith('metrics.') ? name.slice('metrics.'.length) : '';
  if (key !== '') return { field: { of: 'metric', key }, isDescending };
  const [order] = parseOrderBy([name], 'logged-models');
  return { field: order?.field ?? { of: 'attribute', key: name }, isDescending };
}

function toExample(kind: SearchKind): string {
  const { orders, attributes } = SEARCH_WORDS[kind];
  return orders.includes('metric') ? 'metrics.accuracy' : (Object.keys(attributes)[0] ?? 'name');
}
