import type { Handler, Operations } from '@kaizenml/contracts/operations';
import { writeModelTypes } from '@kaizenml/ml/artifact';
import type { ModelCache } from './model-cache.ts';
import { resolveModel } from './resolve-model.ts';
import type { ModelStore } from './store.ts';

export const typesOfModel =
  (store: ModelStore, models: ModelCache): Handler<Operations['models']['types']> =>
  async ({ name }) => {
    const { name: modelName, artifact } = await resolveModel(store, name);
    const { model } = await models.get(artifact);
    return {
      fileName: `${modelName}.ts`,
      source: writeModelTypes(model.signature, modelName),
    };
  };
