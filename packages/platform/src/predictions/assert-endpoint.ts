import { asId, type ModelName } from '@kaizenml/contracts';
import { endpointNotFound } from '../endpoints/index.ts';
import type { ModelStore } from '../models/store.ts';
import type { PredictionLog } from './log.ts';

/** What the operations on the log stand on. */
export interface PredictionDeps {
  readonly models: Pick<ModelStore, 'find' | 'list'>;
  readonly predictionLog: PredictionLog;
}

/** @throws ENDPOINT_NOT_FOUND with the closest name */
export async function assertEndpoint(
  { models }: Pick<PredictionDeps, 'models'>,
  endpoint: string,
): Promise<void> {
  if ((await models.find(asId<ModelName>(endpoint))) === undefined)
    throw await endpointNotFound(models, endpoint);
}
