import { asId, type ModelName } from '@kaizenml/contracts';
import type { Handler, Operations } from '@kaizenml/contracts/operations';
import type { EndpointDeps } from './endpoint.ts';
import { endpointNotFound } from './endpoint-not-found.ts';

/** Lists what the settings of an endpoint have been. */
export const listEndpointChanges =
  ({
    models,
    endpoints,
  }: Pick<EndpointDeps, 'models' | 'endpoints'>): Handler<Operations['endpoints']['history']> =>
  async ({ name, limit }) => {
    const model = await models.find(asId<ModelName>(name));
    if (model === undefined) throw await endpointNotFound(models, name);
    return { items: [...(await endpoints.changes(model.name, limit))] };
  };
