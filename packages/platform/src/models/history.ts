import { asId, type ModelName } from '@kaizenml/contracts';
import type { Handler, Operations } from '@kaizenml/contracts/operations';
import { getModel } from './resolve-model.ts';
import type { ModelStore } from './store.ts';

/** Tells which versions the aliases of a model pointed at, and why. */
export const listAliasMoves =
  (store: ModelStore): Handler<Operations['models']['history']> =>
  async ({ name, limit }) => {
    const { name: known } = await getModel(store, asId<ModelName>(name));
    return { items: [...(await store.aliasMoves(known, limit))] };
  };
