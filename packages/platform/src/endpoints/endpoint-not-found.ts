import { AppError, didYouMean } from '@kaizenml/contracts';
import type { ModelStore } from '../models/index.ts';

const MAX_LOOKED_AT = 1000;
const MAX_NAMES = 20;

/** The failure of an endpoint that does not exist, with the closest name. */
export async function endpointNotFound(
  models: Pick<ModelStore, 'list'>,
  endpoint: string,
): Promise<AppError> {
  const { items } = await models.list({ limit: MAX_LOOKED_AT });
  const known = items.map(({ name }) => name);
  return new AppError('ENDPOINT_NOT_FOUND', {
    message: `No endpoint is called "${endpoint}".`,
    hint: didYouMean(endpoint, known) ?? 'See the endpoints with `kaizen endpoints list`.',
    details: { endpoint, known: known.slice(0, MAX_NAMES) },
  });
}
