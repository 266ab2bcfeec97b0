import type { Handler, Operations } from '@kaizenml/contracts/operations';
import type { ModelStore } from './store.ts';

export const listModels =
  (store: ModelStore): Handler<Operations['models']['list']> =>
  async (page) => {
    const { items, next } = await store.list(page);
    return {
      items: items.map((model) => ({ ...model, aliases: { ...model.aliases } })),
      ...(next === undefined ? {} : { next }),
    };
  };
