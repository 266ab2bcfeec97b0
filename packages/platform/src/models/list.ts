import type { Handler, Operations } from '@kaizenml/contracts/operations';
import { parseFilter } from '../tracking/search/index.ts';
import type { RegistryStore } from './registry/index.ts';
import { toSummary } from './to-summary.ts';

const LAST_CHANGED_FIRST = [
  { field: { of: 'attribute', key: 'last_updated_timestamp' }, isDescending: true },
] as const;

export const listModels =
  (registry: Pick<RegistryStore, 'searchModels'>): Handler<Operations['models']['list']> =>
  async ({ filter, ...page }) => {
    const condition = filter === undefined ? undefined : parseFilter(filter, 'models');
    const search = { condition, orders: LAST_CHANGED_FIRST };
    const { items, next } = await registry.searchModels(search, page);
    return { items: items.map(toSummary), ...(next === undefined ? {} : { next }) };
  };
