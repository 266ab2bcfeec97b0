import { asId, type ModelName } from '@kaizenml/contracts';
import type { Handler, Operations } from '@kaizenml/contracts/operations';
import type { ModelStore } from '../models/index.ts';
import type { PredictionLog } from '../predictions/index.ts';
import { toEndpoint } from './endpoint.ts';
import { endpointNotFound } from './endpoint-not-found.ts';

/** Shows one endpoint. */
export const showEndpoint =
  (models: ModelStore, predictionLog: PredictionLog): Handler<Operations['endpoints']['show']> =>
  async ({ name }) => {
    const model = await models.find(asId<ModelName>(name));
    if (model === undefined) throw await endpointNotFound(models, name);
    return toEndpoint(model, predictionLog);
  };
