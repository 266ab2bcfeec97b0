import type { Handler, Operations } from '@kaizenml/contracts/operations';
import { writeModelTypes } from '@kaizenml/ml/artifact';
import type { ModelCache } from './model-cache.ts';
import { nameOf, openReadable } from './open-readable.ts';
import { resolveModel } from './resolve-model.ts';
import type { ModelStore } from './store.ts';

export const typesOfModel =
  (store: ModelStore, models: ModelCache): Handler<Operations['models']['types']> =>
  async ({ name }) => {
    const resolved = await resolveModel(store, name);
    const { name: modelName } = resolved;
    const { model } = await openReadable(models, nameOf(resolved));
    return {
      fileName: `${modelName}.ts`,
      source: writeModelTypes(model.signature, modelName),
    };
  };
