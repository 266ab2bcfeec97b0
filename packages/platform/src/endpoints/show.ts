import { asId, type ModelName } from '@kaizenml/contracts';
import type { Handler, Operations } from '@kaizenml/contracts/operations';
import { type EndpointDeps, toEndpoint } from './endpoint.ts';
import { endpointNotFound } from './endpoint-not-found.ts';

/** Shows one endpoint. */
export const showEndpoint =
  (deps: EndpointDeps): Handler<Operations['endpoints']['show']> =>
  async ({ name }) => {
    const model = await deps.models.find(asId<ModelName>(name));
    if (model === undefined) throw await endpointNotFound(deps.models, name);
    return toEndpoint(model, deps);
  };
