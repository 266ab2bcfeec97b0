import { asId, type ModelName } from '@kaizenml/contracts';
import type { ModelStore } from '../models/index.ts';
import { endpointNotFound } from './endpoint-not-found.ts';

/** @throws ENDPOINT_NOT_FOUND with the closest name */
export async function assertEndpoint(
  store: Pick<ModelStore, 'find' | 'list'>,
  endpoint: string,
): Promise<void> {
  if ((await store.find(asId<ModelName>(endpoint))) !== undefined) return;
  throw await endpointNotFound(store, endpoint);
}
