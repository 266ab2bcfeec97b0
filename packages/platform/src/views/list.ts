import type { Handler, Operations } from '@kaizenml/contracts/operations';
import type { ViewStore } from './store.ts';

/** Lists views by name. */
export const listViews =
  (views: ViewStore): Handler<Operations['views']['list']> =>
  async (page) => {
    const { items, next } = await views.list(page);
    return { items: [...items], ...(next === undefined ? {} : { next }) };
  };
