import { asId, type ModelName } from '@kaizenml/contracts';
import type { Handler, Operations } from '@kaizenml/contracts/operations';
import { getModel } from './resolve-model.ts';
import type { ModelResolver } from './resolver.ts';
import type { ModelStore } from './store.ts';

export const pointAlias =
  (
    store: ModelStore,
    resolver: Pick<ModelResolver, 'forget'>,
  ): Handler<Operations['models']['alias']> =>
  async ({ name, alias, version }) => {
    const { name: known } = await getModel(store, asId<ModelName>(name));
    await store.setAlias(known, alias, version);
    resolver.forget();
    const changed = await getModel(store, known);
    return { ...changed, aliases: { ...changed.aliases } };
  };
