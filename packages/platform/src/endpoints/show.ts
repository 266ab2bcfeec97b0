import { AppError, asId, didYouMean, type ModelName } from '@kaizenml/contracts';
import type { Handler, Operations } from '@kaizenml/contracts/operations';
import type { ModelStore } from '../models/store.ts';
import type { PredictionLog } from '../predictions/index.ts';
import { toEndpoint } from './endpoint.ts';

const MAX_NAMES = 1000;

/** Shows one endpoint. */
export const showEndpoint =
  (models: ModelStore, predictionLog: PredictionLog): Handler<Operations['endpoints']['show']> =>
  async ({ name }) => {
    const model = await models.find(asId<ModelName>(name));
    if (model === undefined) throw await endpointNotFound(models, name);
    return toEndpoint(model, predictionLog);
  };

async function endpointNotFound(models: ModelStore, name: string): Promise<AppError> {
  const { items } = await models.list({ limit: MAX_NAMES });
  const known = items.map((model) => model.name);
  return new AppError('ENDPOINT_NOT_FOUND', {
    message: `Endpoint "${name}" does not exist.`,
    hint: didYouMean(name, known) ?? 'See the names with `kaizen endpoints list`.',
    details: { name },
  });
}
